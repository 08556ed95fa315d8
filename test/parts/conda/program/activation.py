"""Shell text that activates an environment, in conda's order, from which mamba's hardly differs."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path

from environments import is_environment
from failures import NotAnEnvironment


def activation(prefix: Path) -> str:
    """POSIX shell. Throws NotAnEnvironment."""
    if not is_environment(prefix):
        raise NotAnEnvironment(prefix)
    return "\n".join([f"PS1={shlex.quote(f'({prefix}) ')}", *exports(prefix), *scripts(prefix)]) + "\n"


def exports(prefix: Path) -> list[str]:
    variables = {
        "PATH": f"{prefix}/bin:{os.environ.get('PATH', os.defpath)}",
        "CONDA_PREFIX": str(prefix),
        "CONDA_SHLVL": "1",
        "CONDA_DEFAULT_ENV": str(prefix),
        "CONDA_PROMPT_MODIFIER": f"({prefix}) ",
    }
    for file in sorted((prefix / "etc/conda/env_vars.d").glob("*.json")):
        variables |= json.loads(file.read_text())
    return [f"export {name}={quoted(value)}" for name, value in variables.items()]


def quoted(value: str) -> str:
    """Always in quotes, as conda does."""
    return "'" + value.replace("'", "'\"'\"'") + "'"


def scripts(prefix: Path) -> list[str]:
    return [f'. "{script}"' for script in sorted((prefix / "etc/conda/activate.d").glob("*.sh"))]
