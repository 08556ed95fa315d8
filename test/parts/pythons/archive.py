"""Writes an archive of the Python that runs it, with the layout of python-build-standalone's releases.

    archive.py FILE

It prints JSON: `version`, and `machine` as uv names it. CPython looks for its library beside the executable first, so
the prefix that it was built with does not matter.
"""
import json
import os
import platform
import sys
import sysconfig
import tarfile

# Most of the size, and what only Debian's own packages need.
UNNEEDED = {
    'test', 'idlelib', 'tkinter', 'turtledemo', 'lib2to3', '__pycache__', 'site-packages', 'dist-packages',
    'EXTERNALLY-MANAGED', 'sitecustomize.py',
}
MACHINES = {'ppc64le': 'powerpc64le'}


def main(path):
    name = 'python%d.%d' % sys.version_info[:2]
    with tarfile.open(path, 'w:gz', compresslevel=1) as archive:
        archive.add(os.path.realpath(sys.executable), 'python/bin/' + name)
        for link in ('python', 'python3'):
            entry = tarfile.TarInfo('python/bin/' + link)
            entry.type, entry.linkname = tarfile.SYMTYPE, name
            archive.addfile(entry)
        archive.add(sysconfig.get_path('stdlib'), 'python/lib/' + name, filter=needed)
    machine = platform.machine()
    print(json.dumps({'version': platform.python_version(), 'machine': MACHINES.get(machine, machine)}))


def needed(entry):
    name = os.path.basename(entry.name)
    return None if name in UNNEEDED or name.startswith('config-') else entry


main(sys.argv[1])
