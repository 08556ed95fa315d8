"""The settings that a conda follows: ~/.condarc, then $CONDARC, then variables CONDA_*, later ones taking precedence.

Lists of files and variables are joined, as in conda: no variable removes an entry.
"""

from __future__ import annotations

import os
from pathlib import Path

from failures import BrokenSettings, UnexpectedError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.scanner import ScannerError

DEFAULTS = {
    "allow_softlinks": False,
    "allowlist_channels": [],
    "always_copy": False,
    "always_softlink": False,
    "channel_priority": "flexible",
    "create_default_packages": [],
    "disallowed_packages": [],
    "ignore_pinned": False,
    "offline": False,
    "override_channels_enabled": True,
    "pinned_packages": [],
    "subdir": "",
}
NATIVE = "linux-64"


def settings() -> dict:
    """Throws UnexpectedError or BrokenSettings."""
    found = dict(DEFAULTS)
    for path in [Path.home() / ".condarc", Path(os.environ.get("CONDARC") or "/nonexistent")]:
        for name, value in (read(path) if path.is_file() else {}).items():
            found[name] = [*found.get(name, []), *value] if isinstance(value, list) else value
    for name, default in DEFAULTS.items():
        given = os.environ.get(f"CONDA_{name.upper()}")
        if given is not None:
            found[name] = typed(given, default, found[name])
    return found | {"subdir": found["subdir"] or NATIVE}


def read(path: Path) -> dict:
    try:
        with path.open() as file:
            return YAML(typ="safe", pure=True).load(file) or {}
    except ScannerError as error:
        mark = error.problem_mark
        raise BrokenSettings(path, mark.line, mark.column) from error
    except MarkedYAMLError as error:
        kind = f"{type(error).__module__}.{type(error).__name__}"
        raise UnexpectedError(f"{kind}: {error}", NATIVE) from error


def typed(text: str, default: object, before: object) -> object:
    if isinstance(default, bool):
        return text.lower() == "true"
    return [*before, *filter(None, text.split("&"))] if isinstance(default, list) else text


def shown(names: list[str]) -> str:
    """As `conda config --show` prints them."""
    found = settings()
    return "\n".join(line for name in names or sorted(DEFAULTS) for line in entry(name, found[name]))


def entry(name: str, value: object) -> list[str]:
    if isinstance(value, list) and value:
        return [f"{name}:", *(f"  - {each}" for each in value)]
    return [f"{name}: {value}"]
