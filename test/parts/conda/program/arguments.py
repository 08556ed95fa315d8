"""The command line: one grammar for all three, apart from activation."""

from __future__ import annotations

import argparse
from pathlib import Path

from environments import prefix_of
from failures import Usage
from manners import Tool


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:
        raise Usage(message, self.format_usage())


def parse(tool: Tool, words: list[str]) -> argparse.Namespace:
    """The arguments, with `prefix` as an absolute path. Throws Usage."""
    parser = Parser(prog=tool.name, allow_abbrev=False)
    parser.add_argument("-V", "--version", action="version", version=tool.version_line())
    parser.set_defaults(json=False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)
    for name, add in GRAMMAR.items():
        add(commands.add_parser(name, allow_abbrev=False))
    tool.add_activation(commands)
    arguments = parser.parse_args(words)
    resolve_prefix(arguments, parser)
    return arguments


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


def add_prefix(parser: argparse.ArgumentParser) -> None:
    add_json(parser)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-p", "--prefix", type=Path)
    where.add_argument("-n", "--name")


def add_put(parser: argparse.ArgumentParser) -> None:
    add_prefix(parser)
    parser.add_argument("-c", "--channel", action="append", default=[], dest="channels")
    parser.add_argument("--file", action="append", default=[], type=Path, dest="files")
    parser.add_argument("-y", "--yes", action="store_true")
    for flag in ("--override-channels", "--dry-run", "--quiet", "--no-default-packages"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("specs", nargs="*")


def add_list(parser: argparse.ArgumentParser) -> None:
    add_prefix(parser)
    parser.add_argument("--explicit", action="store_true")
    parser.add_argument("--md5", action="store_true")


def add_run(parser: argparse.ArgumentParser) -> None:
    add_prefix(parser)
    parser.add_argument("--no-capture-output", "--live-stream", action="store_true")
    parser.add_argument("program", nargs=argparse.REMAINDER)


def add_env(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="COMMAND", required=True, parser_class=Parser)
    add_json(verbs.add_parser("list"))
    remove = verbs.add_parser("remove")
    add_prefix(remove)
    remove.add_argument("-y", "--yes", action="store_true")
    export = verbs.add_parser("export")
    add_prefix(export)
    export.add_argument("--explicit", action="store_true", required=True)
    export.add_argument("--md5", action="store_true")


def add_config(parser: argparse.ArgumentParser) -> None:
    add_json(parser)
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--show", nargs="*")
    way.add_argument("verb", nargs="?", choices=["list"])
    parser.add_argument("--all", action="store_true")
    # The names follow this option; before Python 3.12, argparse takes no more positional words after an option.
    parser.add_argument("--sources", nargs="*", dest="names", default=[])


GRAMMAR = {
    "create": add_put,
    "install": add_put,
    "list": add_list,
    "info": add_json,
    "config": add_config,
    "run": add_run,
    "env": add_env,
}


def resolve_prefix(arguments: argparse.Namespace, parser: Parser) -> None:
    if not hasattr(arguments, "prefix"):
        return
    if not (arguments.prefix or arguments.name):
        raise Usage("one of the arguments -n/--name -p/--prefix is required", parser.format_usage())
    arguments.prefix = prefix_of(arguments.prefix, arguments.name)
