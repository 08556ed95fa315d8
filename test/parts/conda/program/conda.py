"""The behaviour of conda 26.7.1 with its rattler solver."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import rattler

import classic_words
import conda_rules
import failures
from conda_words import QUESTION, REPORT, WORDS
from environments import ROOT, USER, is_environment
from packages import cache
from records import brief, channel_url, explicit, full, stem


class Conda:
    name = "conda"
    VERSION = "26.7.1"
    SOLVING_FAILED = "Solving environment: ...working... failed"
    VERIFYING_FAILED = """Downloading and Extracting Packages: ...working... done
Preparing transaction: ...working... done
Verifying transaction: ...working... failed"""
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

    def follow_settings(self, arguments: argparse.Namespace) -> conda_rules.Rules:
        return conda_rules.follow(arguments)

    def run_scripts(self, prefix: Path, fresh: list) -> None:
        """Runs the packages' post-link scripts; if one fails, everything is undone."""
        for record in fresh:
            script = prefix / "bin" / f".{record.name.normalized}-post-link.sh"
            if not script.is_file():
                continue
            environment = {**os.environ, "PREFIX": str(prefix)}
            done = subprocess.run(["/bin/sh", script], capture_output=True, text=True, env=environment)
            if done.returncode != 0:
                package = f"{channel_url(record)}::{stem(record)}"
                said = f"An error occurred while installing package '{package}'."
                print(f"ERROR conda.core.link:_execute(1070): {said}", file=sys.stderr)
                print("Rolling back transaction: ...working... done", flush=True)
                shutil.rmtree(prefix)
                raise failures.ScriptFailed(package, script, done.stdout, done.stderr, done.returncode)

    def metavariables(self) -> dict:
        return {"CONDA_EXE": str(ROOT / "bin" / "conda"), "CONDA_PYTHON_EXE": str(ROOT / "bin" / "python")}

    def clear(self, prefix: Path, yes: bool) -> None:
        """An environment is replaced without a message; files of an ordinary directory stay."""
        if is_environment(prefix):
            if not yes:
                raise failures.Declined(prefix)
            shutil.rmtree(prefix)

    def begun(self, channels: list[str], prefix: Path) -> str:
        """Printed before solving, and again if it fails."""
        named = (
            [f"Channel: {channels[0]}"]
            if len(channels) == 1
            else ["Channels:", *(f" - {channel}" for channel in channels)]
        )
        collected = "Collecting package metadata (repodata.json): ...working... done"
        return "\n".join([*named, "Platform: linux-64", f"Target prefix: {prefix}", collected])

    def planned(self, prefix: Path, fresh: list) -> str:
        packages = "\n".join(
            f"  {r.name.normalized:<24} {channel_url(r)}/{r.subdir}::{r.file_name}" for r in fresh
        )
        return (
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

    def unexpected(self, failure: failures.UnexpectedError) -> str:
        names = [name for name in os.environ if name.startswith("CONDA_") or name in ("PATH", "LD_PRELOAD")]
        return REPORT.format(
            exception="\n".join(f"    {line}" for line in failure.exception.splitlines()),
            command=shlex.join([str(ROOT / "bin" / "conda"), *sys.argv[2:]]),
            variables="\n".join(f"{name:>25}={os.environ[name]}" for name in sorted(names)),
            home=Path.home(),
            version=self.VERSION,
            platform=failure.platform,
        )

    def run_failed(self, program: list[str]) -> None:
        print(
            f"ERROR conda.cli.main_run:execute(148): `conda run {shlex.join(program)}` failed. "
            "(See above for error)",
            file=sys.stderr,
        )

    def report(self, failure: failures.Failure, as_json: bool) -> int:
        """Prints it to stderr, or as one object to stdout; returns the exit status."""
        if isinstance(failure, failures.Usage):
            print(f"{failure.usage}conda: error: {failure.text}", file=sys.stderr)
            return 2
        if isinstance(failure, failures.UnexpectedError):
            print(self.unexpected(failure), file=sys.stderr)
            return 1
        if isinstance(failure, failures.Declined):
            print(QUESTION.format(prefix=failure.prefix))
        old = classic_words.words(failure) if classic_words.chosen() else None
        name, message, facts = old or WORDS[type(failure)](failure)
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
