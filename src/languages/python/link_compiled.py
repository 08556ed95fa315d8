"""Links the byte code of an earlier environment into a new one, for the files that both have.

    link_compiled.py --earlier PREFIX

Byte code begins with the time and the size of its source, and Python compiles again if they differ at an import:
https://docs.python.org/3/reference/import.html#cached-bytecode-invalidation. Files of two versions may have both in
common, so the sources are compared as well. Python replaces byte code and never writes into it, so both environments can
share it. What cannot be linked is left to the first import. Run it with the Python of the new environment, 3.6 or newer.
"""
import argparse
import filecmp
import importlib.util
import os
import struct
import sysconfig

CACHE = '__pycache__'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--earlier', required=True)
    earlier = parser.parse_args().earlier
    linked = 0
    for place in {sysconfig.get_path(name) for name in ('purelib', 'platlib')}:
        there = os.path.join(earlier, os.path.relpath(place, sysconfig.get_path('data')))
        linked += sum(link_directory(directory, os.path.join(place, os.path.relpath(directory, there)))
                      for directory in packages_in(there))
    print('linked %d compiled modules of %s' % (linked, earlier))


def packages_in(place):
    """The directories below a place that have byte code."""
    for directory, below, _ in os.walk(place):
        if CACHE in below:
            below.remove(CACHE)
            yield directory


def link_directory(earlier, new):
    """The number of files that were linked."""
    if not os.path.isdir(new):
        return 0
    linked = 0
    for name in os.listdir(os.path.join(earlier, CACHE)):
        module = name.split('.')[0] + '.py'
        source = os.path.join(new, module)
        try:
            target = importlib.util.cache_from_source(source)
            old = os.path.join(earlier, CACHE, name)
            if os.path.basename(target) != name or os.path.exists(target) or not is_of(old, source):
                continue
            if not is_same(os.path.join(earlier, module), source):
                continue
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.link(old, target)
            linked += 1
        except OSError:
            continue
    return linked


def is_of(compiled, source):
    """Whether a file is the byte code of this source for this Python: https://peps.python.org/pep-0552/"""
    found = os.stat(source)
    with open(compiled, 'rb') as file:
        header = file.read(16)
    expected = struct.pack('<LLL', 0, int(found.st_mtime) & 0xFFFFFFFF, found.st_size & 0xFFFFFFFF)
    return header == importlib.util.MAGIC_NUMBER + expected


def is_same(one, other):
    """Whether two files have the same content; the environments often share one file."""
    return os.path.samefile(one, other) or filecmp.cmp(one, other, shallow=False)


if __name__ == '__main__':
    main()
