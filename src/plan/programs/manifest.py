"""Lists the files of an environment, so that later changes to it can be reported.

    manifest.py --prefix PREFIX --output FILE

FILE has one JSON value a line. The first line is an object: `schema`; `packages`, each with `name`,
`version`, `source` (its id), `record` (the file in which its installer keeps the hashes of its files,
relative to PREFIX) and `sha256` of that record; and `sample`, some of the other lines at equal distances, so
that the list of kernels needs no other one. Every other line is a list: the path relative to PREFIX, the
size in bytes, and the index of the package that the file belongs to, or `sha256:...` of a file that belongs to
none, or null if that file is large. A symbolic link has null as its size, and its target as a fourth item.

A plan adds what the installers of each source keep: a generator `records(prefix)` of names, versions, records
and lists of paths, which it enters in READERS (src/sources/*/*_records.py).

Byte code is left out: Python may write it at any time. Only the records of packages are read, not their files.
Python 3.6 or newer.
"""
import argparse
import hashlib
import json
import os

SCHEMA = 1
OURS = '.create_kernel'
LARGEST_HASHED = 1 << 20
LINK = -1
# As many as the app looks at in each of many kernels (src/kernels/health/subject.ts).
SAMPLE = 20
READERS = {}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--prefix', required=True, type=os.path.realpath)
    parser.add_argument('--output', required=True)
    options = parser.parse_args()
    packages, owners = read_records(options.prefix)
    lines = [line(options.prefix, path, size, owners.get(path)) for path, size in sorted(files(options.prefix))]
    head = {'schema': SCHEMA, 'packages': packages, 'sample': sample(lines)}
    temporary = options.output + '.part'
    with open(temporary, 'w', encoding='ascii') as file:
        for value in [head] + lines:
            file.write(json.dumps(value) + '\n')
    os.replace(temporary, options.output)


def sample(lines):
    return [lines[index * len(lines) // SAMPLE] for index in range(SAMPLE)] if len(lines) > SAMPLE else lines


def line(prefix, path, size, owner):
    if size == LINK:
        return [path, None, owner, os.readlink(os.path.join(prefix, path))]
    if owner is None and size <= LARGEST_HASHED:
        owner = 'sha256:' + sha256(os.path.join(prefix, path))
    return [path, size, owner]


def files(prefix):
    """Paths and sizes of files and links, without byte code and the app's own directory."""
    waiting = ['']
    while waiting:
        directory = waiting.pop()
        with os.scandir(os.path.join(prefix, directory)) as entries:
            for entry in entries:
                path = directory + '/' + entry.name if directory else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != '__pycache__' and path != OURS:
                        waiting.append(path)
                elif is_byte_code(path):
                    continue
                elif entry.is_symlink():
                    yield path, LINK
                elif entry.is_file(follow_symlinks=False):
                    yield path, entry.stat(follow_symlinks=False).st_size


def is_byte_code(path):
    return path.endswith(('.pyc', '.pyo'))


def read_records(prefix):
    """The packages, and the index of a file's package by its path."""
    packages, owners = [], {}
    found = [(source,) + each for source, records in READERS.items() for each in records(prefix)]
    for source, name, version, record, paths in sorted(found, key=lambda each: each[3]):
        hashed = sha256(os.path.join(prefix, record))
        package = {'name': name, 'version': version, 'source': source, 'record': record, 'sha256': hashed}
        for path in list(paths) + [record]:
            # A file that pip installed over conda's belongs to pip: pip's records come after conda's.
            owners[path] = len(packages)
        packages.append(package)
    return packages, owners


def sha256(path):
    digest = hashlib.sha256()
    with open(path, 'rb') as file:
        for piece in iter(lambda: file.read(1 << 16), b''):
            digest.update(piece)
    return digest.hexdigest()


if __name__ == '__main__':
    main()
