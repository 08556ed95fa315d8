"""The settings that a mamba follows: ~/.condarc and ~/.mambarc, then its variables, which differ from conda's."""

from __future__ import annotations

import os
from pathlib import Path

from condarc import NATIVE, read

DEFAULTS = {
    "allow_softlinks": False,
    "always_copy": False,
    "always_softlink": False,
    "channel_priority": "flexible",
    "no_pin": False,
    "offline": False,
    "pinned_packages": [],
    "platform": NATIVE,
}


def shown(names: list[str]) -> str:
    """As `mamba config list --all --sources` prints them; names that it does not know are left out."""
    known = [name for name in DEFAULTS if not names or name in names]
    return "\n".join(f"{name}: {value}  # '{source}'" for name in known for value, source in [setting(name)])


def setting(name: str) -> tuple[object, str]:
    variable = f"MAMBA_{name.upper()}"
    if variable in os.environ:
        return os.environ[variable], variable
    for path in (Path.home() / ".mambarc", Path.home() / ".condarc"):
        found = read(path) if path.is_file() else {}
        if name in found:
            return found[name], str(path)
    return DEFAULTS[name], "default"
