"""Messages of conda 4.12 and its classic solver that differ from newer ones (CONDA_SOLVER=classic)."""

from __future__ import annotations

import os
import re

import failures

# In every such list, whatever the reason is.
ALWAYS = "Package python conflicts for:\npip -> python[version='>=3.10']\nipykernel -> python[version='>=3.11']"
SYSTEM = """The following specifications were found to be incompatible with your system:

  - feature:/linux-64::__glibc==2.36=0
  - feature:|@/linux-64::__glibc==2.36=0"""


def chosen() -> bool:
    return os.environ.get("CONDA_SOLVER") == "classic"


def words(failure: failures.Failure) -> tuple[str, str, dict] | None:
    """None if it has the same message as a newer one."""
    if isinstance(failure, failures.NotAvailable):
        listed = "\n".join(f"  - {spec}" for spec in failure.specs)
        subdirs = [f"{url}/{subdir}" for url in failure.channels for subdir in ("linux-64", "noarch")]
        channels = "\n".join(f"  - {each}" for each in subdirs)
        message = (
            f"The following packages are not available from current channels:\n\n{listed}\n\n"
            f"Current channels:\n\n{channels}\n"
        )
        return "PackagesNotFoundError", message, {}
    if isinstance(failure, failures.Unsatisfiable):
        return "UnsatisfiableError", unsatisfiable(failure.causes), {}
    return None


def unsatisfiable(causes: str) -> str:
    needs = re.findall(r"(\S+) \S+ would require\s+[└├]─ ([\w-]+) ([^\s,]+)", causes)
    system = [
        f"  - {name} -> {needed}[version='{version}']"
        for name, needed, version in needs
        if needed.startswith("__")
    ]
    clashing = {needed for _, needed, _ in needs if not needed.startswith("__")}
    parts = [
        "\n".join(
            [
                f"Package {each} conflicts for:",
                *(f"{name} -> {each}={v}" for name, needed, v in needs if needed == each),
            ]
        )
        for each in sorted(clashing)
    ]
    found = "not available" if system else "2.36"
    return (
        "The following specifications were found to be incompatible with each other:\n\n"
        "Output in format: Requested package -> Available versions\n\n"
        + "\n\n".join([ALWAYS, *parts])
        + "\n".join([SYSTEM, *system])
        + f"\n\nYour installed version is: {found}\n"
    )
