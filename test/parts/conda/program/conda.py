"""The manners of conda 26.7.1 with its rattler solver."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import sys
from pathlib import Path

import rattler

import failures
from conda_words import QUESTION, WORDS
from environments import ROOT, USER, is_environment
from packages import cache
from records import brief, channel_url, explicit, full


class Conda:
    name = "conda"
    VERSION = "26.7.1"
    SOLVING_FAILED = "Solving environment: ...working... failed"
    DONE = """Downloading and Extracting Packages: ...working... done
Preparing transaction: ...working... done
Verifying transaction: ...working... done
Executing transaction: ...working... done"""

    def version_line(self) -> str:
        return f"conda {self.VERSION} (a stand-in for tests, on py-rattler {rattler.__version__})"

    def add_activation(self, commands) -> None:
        for name in ("shell.posix", "shell.posix+json"):
            posix = commands.add_parser(name)
            posix.add_argument("action", choices=["activate"])
            posix.add_argument("target", type=Path)

    def metavariables(self) -> dict:
        return {"CONDA_EXE": str(ROOT / "bin" / "conda"), "CONDA_PYTHON_EXE": str(ROOT / "bin" / "python")}

    def clear(self, prefix: Path, yes: bool) -> None:
        """An environment is replaced without a word; files of an ordinary directory stay."""
        if is_environment(prefix):
            if not yes:
                raise failures.Declined(prefix)
            shutil.rmtree(prefix)

    def begun(self, channels: list[str], prefix: Path) -> str:
        return "\n".join([*(f"Channel: {channel}" for channel in channels), "Platform: linux-64"])

    def planned(self, prefix: Path, fresh: list) -> str:
        packages = "\n".join(
            f"  {r.name.normalized:<24} {channel_url(r)}/{r.subdir}::{r.file_name}" for r in fresh
        )
        return (
            "Collecting package metadata (repodata.json): ...working... done\n"
            "Solving environment: ...working... done\n\n## Package Plan ##\n\n"
            f"  environment location: {prefix}\n\n"
            f"The following NEW packages will be INSTALLED:\n\n{packages}\n"
        )

    def answer(self, arguments: argparse.Namespace, fetched: list, fresh: list) -> dict:
        prefix = str(arguments.prefix)
        actions = {"FETCH": list(map(full, fetched)), "PREFIX": prefix, "LINK": list(map(brief, fresh))}
        dry = {"dry_run": True} if arguments.dry_run else {}
        return {"success": True, "actions": actions, "prefix": prefix, **dry}

    def explicit(self, records: list, md5: bool) -> str:
        return explicit(records, md5, f"created-by: conda {self.VERSION}")

    def listed(self, record: rattler.PrefixRecord) -> dict:
        return brief(record)

    def environments(self, paths: list[Path]) -> dict:
        active = os.environ.get("CONDA_PREFIX")
        details = {
            str(path): {
                "name": path.name if path.parent == USER / "envs" else "",
                "active": str(path) == active,
                "base": path == ROOT,
                "frozen": False,
                "writable": os.access(path, os.W_OK),
            }
            for path in paths
        }
        return {"envs": list(details), "envs_details": details}

    def info(self, paths: list[Path]) -> dict:
        detected = [package.into_generic() for package in rattler.VirtualPackage.detect()]
        return {
            "conda_version": self.VERSION,
            "stand_in": self.version_line(),
            "platform": "linux-64",
            "root_prefix": str(ROOT),
            "pkgs_dirs": [str(cache())],
            "envs_dirs": [str(USER / "envs")],
            "channels": [],
            **self.environments([ROOT, *paths]),
            "virtual_pkgs": [
                [each.name.normalized, str(each.version), str(each.build_string)] for each in detected
            ],
            "solver": {"name": "rattler"},
            "active_prefix": os.environ.get("CONDA_PREFIX"),
            "offline": False,
        }

    def run_failed(self, program: list[str]) -> None:
        print(
            f"ERROR conda.cli.main_run:execute(148): `conda run {shlex.join(program)}` failed. "
            "(See above for error)",
            file=sys.stderr,
        )

    def report(self, failure: failures.Failure, as_json: bool) -> int:
        """Says it on stderr, or as one object on stdout; returns the exit status."""
        if isinstance(failure, failures.Usage):
            print(f"{failure.usage}conda: error: {failure.text}", file=sys.stderr)
            return 2
        if isinstance(failure, failures.Declined):
            print(QUESTION.format(prefix=failure.prefix))
        name, message, facts = WORDS[type(failure)](failure)
        if as_json:
            error = {
                "caused_by": "None",
                "error": f"{name}: {message}",
                "exception_name": name,
                "exception_type": f"<class 'conda.exceptions.{name}'>",
                "message": message,
            }
            print(json.dumps(error | facts, indent=2))
        else:
            print(f"\n{name}: {message}\n", file=sys.stderr)
        return 0 if isinstance(failure, failures.Declined) else 1
