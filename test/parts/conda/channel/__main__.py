"""Writes DIRECTORY/channels/conda-forge and DIRECTORY/bin: `python channel DIRECTORY FINAL INTERPRETER`."""

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path

from interpreter import Interpreter, python_packages
from probes import probe_packages
from rattler.index import index_fs
from wheels import wheel_package

PARTS = Path(__file__).resolve().parent.parent
PROGRAMS = ("conda", "mamba", "micromamba")


def main() -> None:
    directory, home, interpreter = Path(sys.argv[1]), Path(sys.argv[2]), Interpreter.ask(sys.argv[3])
    channel = directory / "channels" / "conda-forge"
    for package in [*python_packages(interpreter), *probe_packages(interpreter)]:
        package.write(channel)
    for wheel in download(directory / "wheels"):
        wheel_package(wheel, interpreter).write(channel)
    shutil.rmtree(directory / "wheels")
    # Sharded repodata adds nothing for a channel of files.
    asyncio.run(index_fs(channel, write_shards=False, force=True))
    write_programs(directory, home)


def download(folder: Path) -> list[Path]:
    words = [
        "-I",
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--only-binary",
        ":all:",
    ]
    pins = ["--requirement", PARTS / "requirements-channel.txt"]
    subprocess.run([sys.executable, *words, *pins, "--dest", folder], check=True)
    return sorted(folder.glob("*.whl"))


def write_programs(directory: Path, home: Path) -> None:
    """Launchers with absolute paths, since they must work in a nearly empty environment."""
    shutil.copytree(PARTS / "program", directory / "program", ignore=shutil.ignore_patterns("__pycache__"))
    (directory / "bin").mkdir()
    (directory / "condabin").mkdir()
    for name in PROGRAMS:
        launcher = directory / "bin" / name
        launcher.write_text(f"#!/bin/sh\nexec '{home}/tools/bin/python' -I '{home}/program' {name} \"$@\"\n")
        launcher.chmod(0o755)


if __name__ == "__main__":
    main()
    # Not an orderly exit, in which py-rattler's threads can crash the interpreter.
    os._exit(0)
