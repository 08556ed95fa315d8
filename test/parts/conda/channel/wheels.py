"""Wheels as conda packages: pure ones become `noarch: python`, others belong to one Python and platform."""

from __future__ import annotations

import configparser
import re
import zipfile
from email import message_from_bytes
from pathlib import Path

from interpreter import Interpreter
from package import PLACEHOLDER, Package
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

# conda-forge's names that differ from the package index's normalised names.
UNDERSCORED = [
    "bash_kernel",
    "ipython_pygments_lexers",
    "jupyter_client",
    "jupyter_core",
    "prompt_toolkit",
    "pure_eval",
    "stack_data",
    "typing_extensions",
]


class Wheel:
    def __init__(self, path: Path) -> None:
        distribution, version, _, self.tags = parse_wheel_filename(path.name)
        self.name, self.version = conda_name(distribution), str(version)
        with zipfile.ZipFile(path) as archive:
            self.files = {
                info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()
            }
        metadata = next(name for name in self.files if name.endswith(".dist-info/METADATA"))
        self.info = metadata.removesuffix("/METADATA")
        self.data = self.info.removesuffix(".dist-info") + ".data"
        self.metadata = message_from_bytes(self.files[metadata])
        self.pure = b"Root-Is-Purelib: true" in self.files[f"{self.info}/WHEEL"]

    def console_scripts(self) -> dict[str, str]:
        parser = configparser.ConfigParser(delimiters="=", interpolation=None)
        parser.optionxform = str
        parser.read_string(self.files.get(f"{self.info}/entry_points.txt", b"").decode())
        return dict(parser["console_scripts"]) if "console_scripts" in parser else {}

    def depends(self, interpreter: Interpreter) -> list[str]:
        """The wheel's requirements without extras, with the markers evaluated for this interpreter."""
        environment = {
            "python_version": interpreter.minor,
            "python_full_version": interpreter.full,
            "extra": "",
        }
        requirements = map(Requirement, self.metadata.get_all("Requires-Dist", []))
        return [
            match_spec(each) for each in requirements if not each.marker or each.marker.evaluate(environment)
        ]

    def glibc(self) -> list[str]:
        """`manylinux_2_28` as a dependency: the oldest that the wheel's tags have."""
        named = [re.match(r"manylinux_(\d+)_(\d+)_", tag.platform) for tag in self.tags]
        versions = [(int(match[1]), int(match[2])) for match in named if match]
        return ["__glibc >={}.{}".format(*min(versions))] if versions else []


def wheel_package(path: Path, interpreter: Interpreter) -> Package:
    wheel = Wheel(path)
    package = pure_package(wheel) if wheel.pure else platform_package(wheel, interpreter)
    package.depends += wheel.depends(interpreter)
    library = "" if wheel.pure else f"lib/python{interpreter.minor}/"
    for name, data in wheel.files.items():
        package.add(place(name, wheel, f"{library}site-packages"), data)
    package.add(f"{library}site-packages/{wheel.info}/INSTALLER", "conda\n")
    return package


def pure_package(wheel: Wheel) -> Package:
    python = "python " + wheel.metadata.get("Requires-Python", "").replace(" ", "")
    scripts = [f"{name} = {entry}" for name, entry in wheel.console_scripts().items()]
    return Package(
        wheel.name, wheel.version, "pyhd_0", [python.strip()], noarch="python", entry_points=scripts
    )


def platform_package(wheel: Wheel, interpreter: Interpreter) -> Package:
    minor = interpreter.minor
    python = [f"python >={minor},<{interpreter.next_minor}.0a0", f"python_abi {minor}.* *_{interpreter.tag}"]
    build = f"py{minor.replace('.', '')}_0"
    package = Package(wheel.name, wheel.version, build, [*python, *wheel.glibc()])
    for name, entry in wheel.console_scripts().items():
        package.add(f"bin/{name}", script(entry), executable=True)
    return package


def place(name: str, wheel: Wheel, site_packages: str) -> str:
    """The path of a wheel's file in the prefix; NAME-VERSION.data/data has files of the prefix itself."""
    scheme, _, rest = name.removeprefix(f"{wheel.data}/").partition("/")
    if not name.startswith(f"{wheel.data}/"):
        return f"{site_packages}/{name}"
    return rest if scheme == "data" else f"{site_packages}/{rest}"


def script(entry: str) -> str:
    module, _, function = entry.partition(":")
    code = f"import sys\nfrom {module} import {function}\nsys.exit({function}())\n"
    return f"#!{PLACEHOLDER}/bin/python\n{code}"


def match_spec(requirement: Requirement) -> str:
    """`numpy>=1.2,<3` as `numpy <3,>=1.2`; conda writes `==1.*` without the signs."""
    versions = [re.sub(r"^={2,3}(.*\.\*)$", r"\1", str(each)) for each in requirement.specifier]
    return f"{conda_name(requirement.name)} {','.join(sorted(versions))}".strip()


def conda_name(name: str) -> str:
    normalised = canonicalize_name(name)
    underscored = normalised.replace("-", "_")
    return underscored if underscored in UNDERSCORED else normalised
