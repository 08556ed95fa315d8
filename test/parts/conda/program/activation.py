"""The activation of an environment, as shell text and as JSON.

As conda 26.7 and mamba 2.8 do it: values are not quoted, so that an apostrophe breaks the text; names are in capitals;
the installation's condabin is in PATH after the environment's own programs.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from environments import ROOT, is_environment
from failures import NotAnEnvironment
from manners import Tool

UNSET = "***unset***"


def activation(tool: Tool, prefix: Path) -> str:
    """POSIX shell. Throws NotAnEnvironment."""
    parts = activation_parts(tool, prefix)
    variables = parts["vars"]
    return "\n".join(
        [
            *(f"unset {name}" for name in variables["unset"]),
            *(f"{name}='{value}'" for name, value in variables["set"].items()),
            *(f"export {name}='{value}'" for name, value in variables["export"].items()),
            *(f'. "{script}"' for script in parts["scripts"]["activate"]),
            "",
        ]
    )


def activation_parts(tool: Tool, prefix: Path) -> dict:
    """What `conda shell.posix+json` prints, with PATH among the variables. Throws NotAnEnvironment."""
    if not is_environment(prefix):
        raise NotAnEnvironment(prefix)
    name = prefix.name if prefix.parent.name == "envs" else str(prefix)
    exported = {
        "PATH": ":".join(search_path(prefix)),
        "CONDA_PREFIX": str(prefix),
        "CONDA_SHLVL": 1,
        "CONDA_DEFAULT_ENV": name,
        "CONDA_PROMPT_MODIFIER": f"({name}) ",
    }
    own = variables_of(prefix)
    exported |= {name: value for name, value in own.items() if value not in (UNSET, None)}
    exported |= tool.metavariables()
    return {
        "vars": {
            "export": exported,
            "unset": [*(name for name, value in own.items() if value in (UNSET, None)), "_CE_M", "_CE_CONDA"],
            "set": {"PS1": f"({name}) "},
        },
        "scripts": {"activate": scripts(prefix), "deactivate": []},
    }


def scripts(prefix: Path) -> list[str]:
    return list(map(str, sorted((prefix / "etc/conda/activate.d").glob("*.sh"))))


def search_path(prefix: Path) -> list[str]:
    rest = os.environ.get("PATH", os.defpath).split(":")
    condabin = [] if any(each.endswith("condabin") for each in rest) else [str(ROOT / "condabin")]
    return [f"{prefix}/bin", *condabin, *rest]


def variables_of(prefix: Path) -> dict:
    """Those of the packages, then those of the environment, which take precedence."""
    found: dict = {}
    for file in sorted((prefix / "etc/conda/env_vars.d").glob("*")):
        found |= json.loads(file.read_text())
    state = prefix / "conda-meta" / "state"
    if state.is_file():
        found |= json.loads(state.read_text()).get("env_vars", {})
    return {name.upper(): value for name, value in found.items()}
