"""Links the byte code that other environments of the same user have into a new one, for the files that both have.

    link_compiled.py [--earlier PREFIX] [--location DIRECTORY]

PREFIX     an environment that the new one is made from
DIRECTORY  has other environments, as DIRECTORY/NAME/NUMBER; the newest are looked at first

Byte code begins with the time and the size of its source, and Python compiles again if they differ at an import:
https://docs.python.org/3/reference/import.html#cached-bytecode-invalidation. Files of two versions may have both in
common, so the sources are compared as well. Python replaces byte code and never writes into it, so environments can
share it. What other users can write is not linked. What cannot be linked is left to the first import. Run it with the
Python of the new environment, 3.6 or newer.
"""
import argparse
import csv
import filecmp
import importlib.util
import os
import stat
import struct
import sys
import sysconfig
import time

CACHE = '__pycache__'
ENVIRONMENTS_MOST = 50
UNTIL = time.time() + 5  # Seconds; then no more environments are looked at.


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--earlier', type=os.path.realpath)
    parser.add_argument('--location', type=os.path.realpath)
    options = parser.parse_args()
    prefix = os.path.realpath(sys.prefix)
    places = sorted({os.path.relpath(os.path.realpath(sysconfig.get_path(name)), prefix) for name in ('purelib', 'platlib')})
    others = newest(options.location, places[0], prefix) if options.location else []
    environments = ([options.earlier] if options.earlier else []) + [each for each in others if each != options.earlier]
    linked = sum(link_place(prefix, environments, place) for place in places)
    print('linked %d compiled modules' % linked)


def newest(location, place, prefix):
    """The environments of a location, the newest first, without the new one."""
    found = []
    for home in directories(location):
        if time.time() > UNTIL:
            break
        for environment in directories(home):
            try:
                if os.path.basename(environment).isdigit() and environment != prefix:
                    found.append((os.stat(os.path.join(environment, place)).st_mtime, environment))
            except OSError:  # Of another language, or of another version of Python.
                continue
    return [environment for _, environment in sorted(found, reverse=True)[:ENVIRONMENTS_MOST]]


def directories(path):
    """The directories in a directory that no other user can write."""
    return [each for each in (os.path.join(path, name) for name in names_in(path)) if is_own_directory(each)]


def names_in(path):
    try:
        return os.listdir(path)
    except OSError:  # There is no such directory, or none of the user's.
        return []


def link_place(prefix, environments, place):
    """The number of files that were linked below a directory of packages."""
    new = os.path.join(prefix, place)
    names = [name for name in names_in(new) if name.endswith('.dist-info')] if environments else []
    # Each list is read once, not once for each environment.
    wanted = {name: modules(os.path.join(new, name, 'RECORD')) for name in names}
    linked = 0
    for environment in environments:
        if not wanted or time.time() > UNTIL:
            break
        there, folders = os.path.join(environment, place), Folders(environment)
        for name in set(wanted).intersection(names_in(there)):
            count = sum(
                link_folder(os.path.join(there, folder), os.path.join(new, folder), found, folders)
                for folder, found in wanted[name].items()
            )
            linked += count
            if count:
                del wanted[name]
    return linked


def modules(record):
    """The names of a package's modules and of their byte code, by folder."""
    found = {}
    for path in sources(record):
        folder, name = os.path.split(path)
        code = os.path.basename(importlib.util.cache_from_source(name))
        found.setdefault(folder, []).append((name, code))
    return found


def sources(record):
    """The paths of a package's modules: https://packaging.python.org/en/latest/specifications/recording-installed-packages/"""
    try:
        with open(record, encoding='utf-8', newline='', errors='surrogateescape') as file:
            return [row[0] for row in csv.reader(file) if row and row[0].endswith('.py') and not row[0].startswith('.')]
    except OSError:
        return []


class Folders:
    """The byte code in the folders of an environment, without folders that other users can write."""

    def __init__(self, prefix):
        self.own, self.names = {os.path.dirname(prefix): is_own_directory(os.path.dirname(prefix))}, {}

    def names_in(self, folder):
        if folder not in self.names:
            cache = os.path.join(folder, CACHE)
            self.names[folder] = set(names_in(cache)) if self.is_own(cache) else set()
        return self.names[folder]

    def is_own(self, path):
        """Also the folders above it, up to the kernel's."""
        if path not in self.own:
            self.own[path] = is_own_directory(path) and self.is_own(os.path.dirname(path))
        return self.own[path]


def link_folder(earlier, new, found, folders):
    """The number of modules of a folder that have byte code now."""
    compiled = folders.names_in(earlier)
    return sum(link(earlier, new, name, code) for name, code in found if code in compiled)


def link(earlier, new, name, code):
    """1 if the byte code of a module was linked."""
    source = os.path.join(new, name)
    old, target = (os.path.join(folder, CACHE, code) for folder in (earlier, new))
    try:
        if os.path.exists(target) or not is_of(old, source) or not is_same(os.path.join(earlier, name), source):
            return 0
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.link(old, target)
        return 1
    except OSError:
        return 0


def is_of(compiled, source):
    """Whether a file is the byte code of this source for this Python: https://peps.python.org/pep-0552/"""
    found = os.stat(source)
    with open(compiled, 'rb') as file:
        header = file.read(16) if is_own(os.fstat(file.fileno())) else b''
    expected = struct.pack('<LLL', 0, int(found.st_mtime) & 0xFFFFFFFF, found.st_size & 0xFFFFFFFF)
    return header == importlib.util.MAGIC_NUMBER + expected


def is_same(one, other):
    """Whether two files have the same content; the environments often share one file."""
    return os.path.samefile(one, other) or filecmp.cmp(one, other, shallow=False)


def is_own_directory(path):
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and is_own(found)


def is_own(found):
    """Whether it belongs to the user, and no other user can write it."""
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


if __name__ == '__main__':
    main()
