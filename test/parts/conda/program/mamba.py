"""The behaviour of mamba and micromamba 2.8.1, which are one program under two names."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

import rattler

import conda_rules
import failures
from environments import ROOT, USER
from mambarc import shown
from mamba_words import UNSOLVED, WORDS
from packages import cache
from records import brief, channel_url, full, urls

# Exit statuses of its command line parser.
NO_COMMAND, NOT_EXPECTED = 106, 109


class Mamba:
    VERSION = "2.8.1"
    SOLVING_FAILED = ""
    VERIFYING_FAILED = ""
    DONE = "\nTransaction finished\n"

    def __init__(self, name: str) -> None:
        self.name = name

    def version_line(self) -> str:
        return f"{self.VERSION} (a stand-in for tests, on py-rattler {rattler.__version__})"

    def add_activation(self, commands) -> None:
        verbs = commands.add_parser("shell").add_subparsers(dest="action", metavar="COMMAND", required=True)
        activate = verbs.add_parser("activate")
        activate.add_argument("-s", "--shell", choices=["bash", "posix", "zsh", "dash"], required=True)
        activate.add_argument("-p", "--prefix", type=Path, dest="target", required=True)

    def follow_settings(self, arguments: argparse.Namespace) -> conda_rules.Rules:
        return conda_rules.Rules()

    def shown(self, names: list[str]) -> str:
        return shown(names)

    def run_scripts(self, prefix: Path, fresh: list) -> None:
        """A failing script is only a warning."""

    def metavariables(self) -> dict:
        return {}

    def clear(self, prefix: Path, yes: bool) -> None:
        """An environment is replaced, since the end of the input counts as yes; other files are refused."""
        if (prefix / "conda-meta").exists():
            shutil.rmtree(prefix)
        elif prefix.exists() and any(prefix.iterdir()):
            raise failures.NotAFreePrefix(prefix)

    def begun(self, channels: list[str], prefix: Path) -> str:
        return "\n".join(
            f"{'Using Flat Repodata for URL ' + channel:<78} ✔ Done (0.0 sec)" for channel in channels
        )

    def planned(self, prefix: Path, fresh: list) -> str:
        packages = "\n".join(f"  + {r.name.normalized:<24} {r.version!s:<14} {channel_url(r)}" for r in fresh)
        summary = f"  Summary:\n\n  Install: {len(fresh)} packages"
        return f"\nTransaction\n\n  Prefix: {prefix}\n\n{packages}\n\n{summary}\n"

    def answer(self, arguments: argparse.Namespace, fetched: list, fresh: list) -> dict:
        prefix = str(arguments.prefix)
        actions = {"FETCH": list(map(full, fetched)), "LINK": list(map(full, fresh)), "PREFIX": prefix}
        return {"actions": actions, "dry_run": arguments.dry_run, "prefix": prefix, "success": True}

    def explicit(self, records: list, md5: bool) -> str:
        """URLs only, by name: unlike `env export --explicit`, not a lock for `create --file`."""
        return "\n".join(urls(records, md5))

    def listed(self, record: rattler.PrefixRecord) -> dict:
        return brief(record) | {"channel": channel_url(record), "url": record.url, "md5": record.md5.hex()}

    def environments(self, paths: list[Path]) -> dict:
        return {"envs": list(map(str, paths))}

    def info(self, paths: list[Path]) -> dict:
        detected = [package.into_generic() for package in rattler.VirtualPackage.detect()]
        return {
            "libmamba version": self.VERSION,
            f"{self.name} version": self.version_line(),
            "envs directories": [str(USER / "envs")],
            "package cache": [str(cache())],
            "environment": "None (not found)",
            "env location": "-",
            "virtual packages": [
                f"{each.name.normalized}={each.version}={each.build_string}" for each in detected
            ],
            "channels": [],
            "base environment": str(ROOT),
            "platform": "linux-64",
        }

    def run_failed(self, program: list[str]) -> None:
        """Prints nothing: only the exit status differs."""

    def report(self, failure: failures.Failure, as_json: bool) -> int:
        """Logs it to stderr; with `--json`, prints the solver's result to stdout. Returns the exit status."""
        if isinstance(failure, failures.Usage):
            print(f"{failure.text}\nRun with --help for more information.", file=sys.stderr)
            return NO_COMMAND if "required: COMMAND" in failure.text else NOT_EXPECTED
        errors, last = WORDS[type(failure)](failure)
        if as_json:
            problems = "\n".join(errors).removeprefix(UNSOLVED).strip().splitlines()
            print(json.dumps({"solver_problems": problems, "success": False}, indent=2))
        for text in [] if as_json else errors:
            print(f"error    libmamba {text}", file=sys.stderr)
        print(f"critical libmamba {last}", file=sys.stderr)
        return 1
