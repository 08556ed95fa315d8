"""A part of imports.py: what an import depended on, and whether any of it is another one now.

The record is a JSON file: `schema`; `generation`, the number of the environment; `circumstances`, values by what they are
called; `outside`, the size and the time of each library of the host; `installed`, by its name, a hash of what each package
installed; and `packages`: for each that was imported its `modules`, `since`, the generation in which they were imported,
`touched`, the packages with files that this opened, and `sought`, the names that it did not find. `whole` is there if that
does not say all it depended on. `everywhere` has the packages that each Python starts with. Python 3.6 or newer.
"""
import csv
import hashlib
import json
import os
import re
import sys
import sysconfig

SCHEMA = 1
# Which installer it was, and whether the package was asked for, changes no import.
LEFT_OUT = ('.dist-info/RECORD', '.dist-info/INSTALLER', '.dist-info/REQUESTED', '.dist-info/uv_cache.json', '.pyc')
OUTSIDE = ('../', '/')
STARTS_EVERYWHERE = re.compile(r'.+\.pth$|(sitecustomize|usercustomize)(\.|$)')


class Installed:
    """The packages of this environment, by the records of their installers."""

    def __init__(self, places):
        self.places, self.hashes, self.names, self.everywhere = places, {}, {}, set()
        self.owners = {}
        for place in places:
            for name in sorted(os.listdir(place)) if os.path.isdir(place) else []:
                match = re.match(r'([^-]+)-.*\.(dist|egg)-info$', name)
                if match:
                    self.add(place, normalized(match.group(1)), os.path.join(place, name, 'RECORD'))

    def add(self, place, package, record):
        twice = package in self.hashes
        self.hashes[package], self.names[package] = None, {package}
        try:
            with open(record, encoding='utf-8', errors='surrogateescape') as file:
                rows = [row_of(line) for line in file if line.strip()]
        except (OSError, csv.Error, ValueError):
            self.everywhere.add(package)  # It may have any file.
            return
        kept = [row for row in rows if not row[0].endswith(LEFT_OUT)]
        inside = [row for row in kept if not row[0].startswith(OUTSIDE)]  # Programs name the environment.
        owned = [place + '/' + path for path, _ in inside]
        owned += [os.path.normpath(os.path.join(place, path)) for path, _ in kept if path.startswith(OUTSIDE)]
        hashed = not twice and all(checksum for _, checksum in inside)
        for path in owned:
            other = self.owners.setdefault(path, package)
            if other != package:  # Which of the two it is now depends on the order of the installations.
                self.hashes[other], hashed = None, False
        tops = {path.partition('/')[0] for path, _ in inside}
        if any(STARTS_EVERYWHERE.match(top) for top in tops):
            self.everywhere.add(package)
        self.names[package].update(top.split('.')[0] for top in tops)
        self.hashes[package] = hash_of('%s,%s' % row for row in inside) if hashed else None

    def owner(self, path):
        """The package of a file, or of the source of byte code; None if no record has it."""
        folder, name = os.path.split(path)
        if os.path.basename(folder) == '__pycache__':
            path = os.path.join(os.path.dirname(folder), name.split('.')[0] + '.py')
        return self.owners.get(path)


def row_of(line):
    """The path and the hash: https://packaging.python.org/en/latest/specifications/recording-installed-packages/"""
    row = next(csv.reader([line])) if line.startswith('"') else line.rsplit(',', 2)
    path, checksum, _ = row
    return path, checksum


def places_of_packages():
    return sorted({os.path.realpath(sysconfig.get_path(name)) for name in ('purelib', 'platlib')})


def normalized(name):
    """A name as package indexes compare it (PEP 503)."""
    return re.sub(r'[-_.]+', '-', name).lower()


def circumstances(kept_out):
    """What every import depends on, except `kept_out`: paths that differ each time, by the words to put in their place."""
    return {
        'Python': sys.version,
        'host': os.uname().nodename,
        'processor': hash_of([os.uname().machine] + processor_flags()),
        'environment variables': hash_of(variables(os.environ, kept_out)),
    }


def variables(environment, kept_out):
    """`NAME=VALUE`, without those that only this verification sets."""
    found = []
    for name, value in sorted(environment.items()):
        if not name.startswith(('CREATE_KERNEL_', 'JPY_')):
            for path, word in kept_out:
                value = value.replace(path, word)
            found.append('%s=%s' % (name, value))
    return found


def processor_flags():
    try:
        with open('/proc/cpuinfo', encoding='latin-1') as file:
            return re.findall(r'(?m)^(?:flags|Features)\s*:(.*)$', file.read())[:1]
    except OSError:
        return []


def hash_of(lines):
    return hashlib.sha256('\n'.join(lines).encode('utf-8', 'surrogateescape')).hexdigest()


def look_at(paths):
    """The size and the time of change of each file; null if it is gone."""
    return {path: look(path) for path in paths}


def look(path):
    try:
        found = os.stat(path)
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns]


def read_lines(path):
    """What import_one.py has recorded: sets by their words."""
    found = {'opened': set(), 'mapped': set(), 'listed': set(), 'sought': set(), 'whole': set()}
    with open(path, encoding='utf-8', newline='\n', errors='surrogateescape') as file:
        for line in file:
            kind, _, each = line.rstrip('\n').partition('\t')
            found[kind].add(each)
    return found


def describe(found, prefix, installed):
    """`touched`, `sought` and `whole` of what was recorded, and the libraries of the host."""
    touched, whole, outside = set(), set(found['whole']), set()
    sought = {name for each in found['sought'] for name in (each, normalized(each))}
    folders = {}
    for path in found['opened'] | found['mapped']:
        folder, name = os.path.split(path)
        if folder not in folders:
            folders[folder] = os.path.realpath(folder)
        real = os.path.join(folders[folder], name)
        if real.startswith(prefix + '/'):
            owner = installed.owner(real)
            if owner:
                touched.add(owner)
            elif real != prefix + '/pyvenv.cfg':
                whole.add('it reads %s' % os.path.relpath(real, prefix))
        elif path in found['mapped'] and os.path.isfile(path):
            outside.add(path)
    for path in map(os.path.realpath, found['listed']):
        if path in installed.places:
            whole.add('it lists all packages')
        # What another package adds to this directory could be found.
        sought.update(path[len(place) + 1:].split('/')[0] for place in installed.places if path.startswith(place + '/'))
    if not touched:
        whole.add('it reads no package')
    said = {'whole': sorted(whole)[0]} if whole else {}
    return dict(said, touched=sorted(touched), sought=sorted(sought)), outside


def read_record(path):
    """None if there is none that is understood."""
    try:
        with open(path, encoding='utf-8') as file:
            record = json.load(file)
    except (OSError, ValueError):
        return None
    return record if is_understood(record) else None


def is_understood(record):
    if not isinstance(record, dict) or record.get('schema') != SCHEMA:
        return False
    parts = all(isinstance(record.get(name), dict) for name in ('circumstances', 'outside', 'installed'))
    entries = record.get('packages')
    return parts and isinstance(record.get('everywhere'), list) and isinstance(entries, list) and all(map(is_entry, entries))


def is_entry(entry):
    lists = ('modules', 'touched', 'sought')
    if not isinstance(entry, dict) or not all(isinstance(entry.get(name), list) for name in lists):
        return False
    return isinstance(entry.get('package'), str) and isinstance(entry.get('since'), int)


def changed_circumstance(record, now):
    """Why all packages have to be imported, or None."""
    for name, value in sorted(now.items()):
        if record['circumstances'].get(name) != value:
            return 'the %s changed' % name
    for path, found in sorted(record['outside'].items()):
        if found is None or look(path) != found:
            return '%s changed' % path
    return None


def changed_packages(record, installed):
    """The packages that are new, gone, or another version or build, by their names."""
    before, now = record['installed'], installed.hashes
    return {name for name in set(before) | set(now) if now.get(name) is None or before.get(name) != now[name]}


def unchanged_since(entry, modules, changed, arrived):
    """The generation in which a package was imported, if an import could not give another result now; else None."""
    if not entry or entry.get('whole') or entry['modules'] != modules:
        return None
    if changed.intersection(entry['touched']) or arrived.intersection(entry['sought']):
        return None
    return entry['since']
