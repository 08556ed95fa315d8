"""Environments on disk: where they are, what is in them, and which are known."""

from __future__ import annotations

import shlex
import sys
import time
from pathlib import Path

import rattler

from failures import NotAnEnvironment

ROOT = Path(__file__).resolve().parent.parent
USER = Path.home() / ".conda"
KNOWN = USER / "environments.txt"


def prefix_of(path: Path | None, name: str | None) -> Path:
    """A user's environments are in the home, since only the site can write to its conda."""
    return path.absolute() if path else USER / "envs" / str(name)


def is_environment(prefix: Path) -> bool:
    return (prefix / "conda-meta" / "history").is_file()


def records_in(prefix: Path) -> list[rattler.PrefixRecord]:
    """The packages by name. Throws NotAnEnvironment."""
    if not is_environment(prefix):
        raise NotAnEnvironment(prefix)
    files = sorted((prefix / "conda-meta").glob("*.json"))
    return [rattler.PrefixRecord.from_path(file) for file in files]


def in_order(records: list) -> list:
    """Dependencies first."""
    named = {record.name.normalized: record for record in records}
    return [named[each.name.normalized] for each in rattler.PackageRecord.sort_topologically(list(records))]


def write_history(prefix: Path, lines: list[str], version: str) -> None:
    """Appends to conda-meta/history, which makes a directory an environment."""
    entry = [
        time.strftime("==> %Y-%m-%d %H:%M:%S <=="),
        f"# cmd: {shlex.join(sys.argv[1:])}",
        f"# conda version: {version}",
        *lines,
    ]
    with (prefix / "conda-meta" / "history").open("a") as history:
        history.write("\n".join(entry) + "\n")


def known() -> list[Path]:
    paths = KNOWN.read_text().splitlines() if KNOWN.is_file() else []
    return [path for path in map(Path, dict.fromkeys(paths)) if is_environment(path)]


def remember(prefix: Path) -> None:
    if prefix in known():
        return
    USER.mkdir(parents=True, exist_ok=True)
    with KNOWN.open("a") as listed:
        listed.write(f"{prefix}\n")
