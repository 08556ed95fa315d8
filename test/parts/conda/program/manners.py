"""The tools that the stand-in imitates, by name."""

from conda import Conda
from mamba import Mamba

Tool = Conda | Mamba

manners: dict[str, Tool] = {"conda": Conda(), "mamba": Mamba("mamba"), "micromamba": Mamba("micromamba")}
