"""The tools that the stand-in can be, by name."""

from conda import Conda
from mamba import Mamba

manners = {"conda": Conda(), "mamba": Mamba("mamba"), "micromamba": Mamba("micromamba")}
