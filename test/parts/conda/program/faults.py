"""Observed faults of the real programs, chosen with CONDA_PARTS_FAULT:

abort    after an error, the interpreter dies of SIGABRT (exit status 134 in a shell)
chatter  JSON progress objects, each ended by a NUL, come before the answer
hang     hangs with a partial prefix
nospace  the disk is full after half of the packages
nothing  reports success, and makes nothing
"""

import json
import os
import time
from pathlib import Path

from failures import NoSpace

STEPS = [{"finished": False, "progress": 0.5}, {"finished": True, "progress": 1}]


def chosen(name: str) -> bool:
    return os.environ.get("CONDA_PARTS_FAULT") == name


def while_linking(prefix: Path) -> None:
    if chosen("hang"):
        while True:
            time.sleep(60)
    if chosen("nospace"):
        (prefix / "lib").mkdir(exist_ok=True)
        raise NoSpace


def progress(names: list[str]) -> str:
    if not chosen("chatter"):
        return ""
    steps = [{"fetch": name, "maxval": 1} | step for name in names for step in STEPS]
    return "".join(f"{json.dumps(step)}\n\0" for step in steps)
