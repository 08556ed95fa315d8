"""Small packages, each for one situation of a test."""

from __future__ import annotations

import json
import random

from interpreter import Interpreter
from package import Package


def probe_packages(interpreter: Interpreter) -> list[Package]:
    return [
        # An update, a pin, a way back.
        *(
            python_probe("probe-shared", version, f"__version__ = {version!r}\n")
            for version in ("1.0", "1.1", "2.0")
        ),
        # Each can be installed, but not both.
        probe("probe-left", depends=["probe-shared 1.*"]),
        probe("probe-right", depends=["probe-shared 2.*"]),
        probe("probe-broken", depends=["no-such-package >=1"]),
        probe("probe-gpu", depends=["__cuda >=99"]),
        probe("probe-old-python", depends=[f"python <{interpreter.minor}"]),
        python_probe("probe-unimportable", "1.0", UNIMPORTABLE),
        activating(),
        stopping(),
        odd_values(),
        bulky(),
        failing_script(),
    ]


# The error of an extension module with a missing library.
UNIMPORTABLE = (
    'raise ImportError("libprobe.so.1: cannot open shared object file: No such file or directory")\n'
)


def probe(name: str, version: str = "1.0", depends: list[str] | None = None) -> Package:
    package = Package(name, version, noarch="generic", depends=depends or [])
    package.add(f"share/{name}/VERSION", f"{version}\n")
    return package


def python_probe(name: str, version: str, code: str) -> Package:
    module = name.replace("-", "_")
    package = Package(name, version, "pyhd_0", ["python"], noarch="python")
    package.add(f"site-packages/{module}/__init__.py", code)
    metadata = f"site-packages/{module}-{version}.dist-info"
    package.add(f"{metadata}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    package.add(f"{metadata}/RECORD", f"{module}/__init__.py,,\n{metadata.split('/')[1]}/METADATA,,\n")
    return package


def activating() -> Package:
    """A script sets PROBE_ACTIVE and reads an unset variable; a file sets PROBE_VARIABLE."""
    package = probe("probe-activate")
    script = '[ -z "$PROBE_UNSET" ] && export PROBE_ACTIVE="yes, in $CONDA_PREFIX"\n'
    package.add("etc/conda/activate.d/probe.sh", script)
    package.add("etc/conda/deactivate.d/probe.sh", "unset PROBE_ACTIVE\n")
    package.add("etc/conda/env_vars.d/probe.json", json.dumps({"PROBE_VARIABLE": "is set"}))
    return package


def stopping() -> Package:
    """Scripts that stop half-way, and a later one that does not."""
    package = probe("probe-stopping")
    returns = "export PROBE_RETURNS=yes\nreturn 1\nexport PROBE_NEVER=yes\n"
    package.add("etc/conda/activate.d/probe-1-returns.sh", returns)
    package.add("etc/conda/activate.d/probe-2-broken.sh", "export PROBE_BROKEN=yes\nif then\n")
    package.add("etc/conda/activate.d/probe-3-runs.sh", "export PROBE_RUNS=yes\n")
    return package


def odd_values() -> Package:
    """Variables with values that a shell would change."""
    package = probe("probe-values")
    values = {
        "PROBE_QUOTE": "it's \"set\"",
        "PROBE_DOLLAR": "$HOME `id` \\",
        "PROBE_LINES": "a\nb",
        "PROBE_NUMBER": 3,
        "PROBE_ACCENT": "é €",
    }
    package.add("etc/conda/env_vars.d/probe-values.json", json.dumps(values))
    return package


def failing_script() -> Package:
    package = probe("probe-post-link")
    script = '#!/bin/sh\necho "post-link says: cannot write registry"\nexit 7\n'
    package.add("bin/.probe-post-link-post-link.sh", script, executable=True)
    return package


def bulky() -> Package:
    """8 MiB that do not compress, which show in a plan's sizes."""
    package = probe("probe-bulky")
    package.add("share/probe-bulky/noise.bin", random.Random(0).randbytes(8 << 20))
    return package
