"""Writes a channel with a package in two variants, for any processor and for one of a level that none has:
`python channel.py DIRECTORY`, with the Python of the test parts' tools.

As conda-forge does it: https://conda-forge.org/docs/how-to/advanced/microarchitecture-optimized-builds/
"""

import asyncio
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "conda" / "channel"))

from package import Package
from rattler.index import index_fs

LEVEL = "_x86_64-microarch-level"


def main() -> None:
    channel = Path(sys.argv[1])
    for level, needs in (("1", []), ("9", ["__archspec 1 x86_64_v9"])):
        Package(LEVEL, level, f"x86_64_v{level}", needs, noarch="generic").write(channel)
        # The newer one is built for the newer processor, so that a solve prefers it.
        package = Package("probe-fast", f"1.{level}", depends=[f"{LEVEL} >={level}"], noarch="generic")
        package.add("share/probe-fast/LEVEL", level)
        package.write(channel)
    asyncio.run(index_fs(channel, write_shards=False, force=True))


if __name__ == "__main__":
    main()
    # Not an orderly exit, in which py-rattler's threads can crash the interpreter.
    os._exit(0)
