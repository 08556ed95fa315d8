"""The commands. Each gets the tool that it imitates (manners.py) and the arguments."""

from __future__ import annotations

import argparse
import asyncio
import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import faults
import packages
from activation import activation, activation_parts
from environments import ROOT, USER, in_order, known, records_in, remember, write_history
from condarc import shown
from conda_rules import Rules, check_allowed
from failures import Failure, NoChannels, PrefixNotWritable
from manners import Tool
from records import channel_url, explicit, stem


def create(tool: Tool, arguments: argparse.Namespace) -> None:
    if not arguments.dry_run:
        tool.clear(arguments.prefix, arguments.yes or arguments.json)
    put(tool, arguments, [])


def install(tool: Tool, arguments: argparse.Namespace) -> None:
    put(tool, arguments, records_in(arguments.prefix))


def put(tool: Tool, arguments: argparse.Namespace, installed: list) -> None:
    say = (lambda text: None) if arguments.json else (lambda text: print(text, flush=True))
    rules = tool.follow_settings(arguments)
    say(tool.begun(arguments.channels, arguments.prefix))
    try:
        records, specs = choose(arguments, installed, rules)
    except Exception:
        say(tool.SOLVING_FAILED)
        if tool.SOLVING_FAILED:
            say(f"{tool.begun(arguments.channels, arguments.prefix)}\n{tool.SOLVING_FAILED}")
        raise
    have = {record.file_name for record in installed}
    fresh = [record for record in in_order(records) if record.file_name not in have]
    say(tool.planned(arguments.prefix, fresh))
    forbid(tool, rules, fresh, say)
    fetched = [record for record in fresh if not packages.is_cached(record)]
    if not (arguments.dry_run or faults.chosen("nothing")):
        place(tool, arguments.prefix, records, specs, fresh)
    if arguments.json:
        print(faults.progress([record.name.normalized for record in fresh]), end="")
        print(json.dumps(tool.answer(arguments, fetched, fresh), indent=2))
    elif not arguments.dry_run:
        say(tool.DONE)


def choose(arguments: argparse.Namespace, installed: list, rules: Rules) -> tuple[list, list]:
    """The packages for the prefix, and the requested specs."""
    lines = packages.read_files(arguments.files)
    if "@EXPLICIT" in lines:
        return asyncio.run(packages.locked(lines)), []
    if not arguments.channels:
        raise NoChannels
    specs = [packages.parse_spec(text) for text in [*arguments.specs, *rules.added, *lines]]
    named = {spec.name.normalized for spec in specs}
    # Earlier requests stay, unless a new spec names the same package.
    specs += [
        packages.parse_spec(text)
        for record in installed
        if record.name.normalized not in named
        for text in record.requested_specs
    ]
    return asyncio.run(packages.solve(arguments.channels, specs, installed, rules.pinned)), specs


def forbid(tool: Tool, rules: Rules, records: list, say: Callable[[str], None]) -> None:
    try:
        check_allowed(rules, records)
    except Failure:
        say(tool.VERIFYING_FAILED)
        raise


def place(tool: Tool, prefix: Path, records: list, specs: list, fresh: list) -> None:
    try:
        (prefix / "conda-meta").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PrefixNotWritable(prefix) from error
    faults.while_linking(prefix)
    asyncio.run(packages.link(records, prefix, specs))
    tool.run_scripts(prefix, fresh)
    linked = [f"+{channel_url(record)}/{record.subdir}::{stem(record)}" for record in fresh]
    write_history(prefix, [*linked, f"# update specs: {list(map(str, specs))}"], tool.VERSION)
    remember(prefix)


def show_list(tool: Tool, arguments: argparse.Namespace) -> None:
    records = records_in(arguments.prefix)
    if arguments.explicit:
        print(tool.explicit(records, arguments.md5))
    elif arguments.json:
        print(json.dumps([tool.listed(record) for record in records], indent=2))
    else:
        for record in records:
            print(f"{record.name.normalized:<26} {record.version!s:<16} {record.build}")


def env(tool: Tool, arguments: argparse.Namespace) -> None:
    verbs = {"list": env_list, "remove": env_remove, "export": env_export}
    verbs[arguments.verb](tool, arguments)


def env_list(tool: Tool, arguments: argparse.Namespace) -> None:
    paths = [ROOT, *known()]
    if arguments.json:
        print(json.dumps(tool.environments(paths), indent=2))
    else:
        names = {path: path.name if path.parent == USER / "envs" else "" for path in paths}
        print("\n".join(f"{names[path]:<24} {path}" for path in paths))


def env_remove(tool: Tool, arguments: argparse.Namespace) -> None:
    records_in(arguments.prefix)
    shutil.rmtree(arguments.prefix)


def env_export(tool: Tool, arguments: argparse.Namespace) -> None:
    records = records_in(arguments.prefix)
    print(explicit(records, arguments.md5, "This file may be used to create an environment"))


def config(tool: Tool, arguments: argparse.Namespace) -> None:
    print(shown(arguments.show) if arguments.show is not None else tool.shown(arguments.names))


def info(tool: Tool, arguments: argparse.Namespace) -> None:
    facts = tool.info(known())
    lines = [f"{name:>24} : {value}" for name, value in facts.items()]
    print(json.dumps(facts, indent=2) if arguments.json else "\n".join(lines))


def run(tool: Tool, arguments: argparse.Namespace) -> int:
    script = f"{activation(tool, arguments.prefix)}{shlex.join(arguments.program)}\n"
    done = subprocess.run(["/bin/bash", "-c", script], capture_output=not arguments.no_capture_output)
    sys.stdout.buffer.write(done.stdout or b"")
    sys.stderr.buffer.write(done.stderr or b"")
    if done.returncode:
        tool.run_failed(arguments.program)
    return done.returncode


def activate(tool: Tool, arguments: argparse.Namespace) -> None:
    print(activation(tool, arguments.target.absolute()), end="")


def activate_as_json(tool: Tool, arguments: argparse.Namespace) -> None:
    parts = activation_parts(tool, arguments.target.absolute())
    path = parts["vars"]["export"].pop("PATH").split(":")
    print(json.dumps({"path": {"PATH": path}, **parts}, indent=2))


commands = {
    "create": create,
    "install": install,
    "list": show_list,
    "env": env,
    "info": info,
    "config": config,
    "run": run,
    "shell.posix": activate,
    "shell.posix+json": activate_as_json,
    "shell": activate,
}
