"""A stand-in for conda, mamba and micromamba in tests: `python program NAME ARGUMENT...`.

What it makes is real: py-rattler solves, downloads, links and relocates real packages. Its output (streams, exit
statuses, JSON) follows the observed output of conda 26.7.1 and mamba 2.8.1. Commands:

    create      -p P | -n N  [-c CHANNEL]... [--file FILE] [--dry-run] [--json] [-y] [SPEC...]
    install     the same, into an environment that exists
    list        -p P | -n N  [--json | --explicit [--md5]]
    env list    [--json]
    env remove  -p P | -n N
    env export  -p P | -n N  --explicit [--md5]
    info        [--json]
    config      --show [NAME]...                  conda
    run         -p P | -n N  COMMAND...
    shell.posix activate P                        conda; the same of shell.posix+json
    shell activate --shell bash --prefix P        mamba, micromamba

It writes to the prefix, the package cache ($CONDA_PKGS_DIRS, else ~/.conda/pkgs) and to
~/.conda/environments.txt, as a site's conda does. CONDA_PARTS_FAULT makes it misbehave: see faults.py.
"""

import os
import signal
import sys

import faults
from arguments import parse
from commands import commands
from failures import Failure
from manners import manners


def main() -> int:
    name, *words = sys.argv[1:]
    tool = manners[name]
    try:
        arguments = parse(tool, words)
        return commands[arguments.command](tool, arguments) or 0
    except Failure as failure:
        status = tool.report(failure, "--json" in words)
        return -signal.SIGABRT if faults.chosen("abort") else status


def leave(status: int) -> None:
    """Exits at once (a negative status is a signal), since py-rattler's threads can crash an orderly exit."""
    sys.stdout.flush()
    sys.stderr.flush()
    if status < 0:
        os.kill(os.getpid(), -status)
    os._exit(status)


if __name__ == "__main__":
    try:
        leave(main())
    except SystemExit as stop:
        leave(stop.code if isinstance(stop.code, int) else 0)
