"""Makes the conda test parts: a local channel, and `conda`, `mamba` and `micromamba` that work on it.

    python3 make.py DIRECTORY [--home FINAL]

Makes DIRECTORY. The programs contain FINAL, the path it will be moved to (DIRECTORY itself by default).
The interpreter that runs this becomes the channel's `python` package; it is CPython 3.11 or newer.
"""

import argparse
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=Path)
    parser.add_argument("--home", type=Path)
    arguments = parser.parse_args()
    directory = arguments.directory.resolve()
    # Leftovers of an earlier attempt.
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    tools = make_tools(directory / "tools")
    home = arguments.home or directory
    sys.exit(subprocess.call([tools, "-I", "-B", HERE / "channel", directory, home, interpreter()]))


def make_tools(venv: Path) -> Path:
    """Makes a virtual environment with what the builder and the programs import; returns its interpreter."""
    seed = [] if has("ensurepip") else ["--without-pip"]
    subprocess.run([sys.executable, "-I", "-m", "venv", *seed, venv], check=True)
    python = venv / "bin" / "python"
    words = ["install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:", "--requirement"]
    subprocess.run([*pip_for(python), *words, HERE / "requirements-tools.txt"], check=True)
    return python


def pip_for(python: Path) -> list:
    """The venv's own pip; if Debian lacks ensurepip, the system's pip, which installs into the venv from outside."""
    if has("ensurepip"):
        return [python, "-I", "-m", "pip"]
    if has("pip"):
        return [sys.executable, "-m", "pip", "--python", python]
    sys.exit(f"{sys.executable} has neither ensurepip nor pip (Debian: install python3-venv or python3-pip)")


def interpreter() -> str:
    """The interpreter below any virtual environment."""
    return getattr(sys, "_base_executable", None) or sys.executable


def has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


if __name__ == "__main__":
    main()
