"""Writes a package index of three wheels to DIRECTORY, and prints what fits them as JSON.

    small_index.py DIRECTORY
    small_index.py DIRECTORY NAME VERSION [REQUIREMENT...]
    small_index.py DIRECTORY --source NAME VERSION PROGRAM
    small_index.py DIRECTORY --needing NAME VERSION MODULE [REQUIREMENT...]

The second form adds a wheel with one module, and a program that prints its VERSION, to the index. The third adds a source archive: its module is what PROGRAM prints
when the archive is built. The fourth adds a source archive for `find-links`: its build declares the REQUIREMENTs, imports
MODULE, and fails if that is of version 2 or newer.

Run it with the Python of an environment that has ipykernel: the index's `ipykernel` borrows all from that one.
https://packaging.python.org/en/latest/specifications/binary-distribution-format/
"""
import base64
import hashlib
import importlib.metadata
import io
import json
import os
import sys
import sysconfig
import tarfile
import zipfile


# The module that is imported belongs to the environment; what it consists of does not.
BORROWING = """import os
__path__.append(%r)
with open(os.path.join(__path__[-1], '__init__.py')) as file:
    exec(file.read())
"""

MODULE = '''VERSION = %r


def main():
    print(VERSION)
'''


def main():
    directory, *added = sys.argv[1:]
    if added[:1] == ['--needing']:
        publish_needing(directory, *added[1:])
        return
    if added[:1] == ['--source']:
        publish_source(directory, *added[1:])
        return
    if added:
        name, version, *needs = added
        program = '%s-%s.dist-info/entry_points.txt' % (name, version)
        files = {name + '.py': MODULE % version, program: '[console_scripts]\n%s = %s:main\n' % (name, name)}
        publish(directory, name, version, files, needs)
        return
    library = sysconfig.get_path('purelib')
    kernel = {
        'borrowed_packages.pth': library + '\n',
        'ipykernel/__init__.py': BORROWING % os.path.join(library, 'ipykernel'),
    }
    version = importlib.metadata.version
    publish(directory, 'ipykernel', version('ipykernel'), kernel)
    publish(directory, 'pip', version('pip'), {})
    publish(directory, 'little', '1.0', {'little.py': 'SIZE = 1\n'})
    print(json.dumps({
        'interpreter': getattr(sys, '_base_executable', sys.executable),
        'language_version': '%d.%d' % sys.version_info[:2],
    }))


def publish(directory, name, version, files, needs=()):
    path = place_for(directory, name, '%s-%s-py3-none-any.whl' % (name, version))
    write_wheel(path, name, version, files, needs)
    enter(directory, name, path)


def publish_source(directory, name, version, program):
    """https://peps.python.org/pep-0517/#source-distributions"""
    path = place_for(directory, name, '%s-%s.tar.gz' % (name, version))
    with open(__file__, encoding='utf-8') as file:
        own_text = file.read()
    members = {
        'PKG-INFO': metadata(name, version, ()),
        'pyproject.toml': '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
        'small_index.py': own_text,
        'program.py': program,
        'backend.py': BACKEND % {'name': name, 'version': version},
    }
    with tarfile.open(path, 'w:gz') as archive:
        for member, text in members.items():
            entry = tarfile.TarInfo('%s-%s/%s' % (name, version, member))
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    enter(directory, name, path)


# https://peps.python.org/pep-0517/#build-backend-interface
BACKEND = """import os, subprocess, sys
from small_index import write_wheel

def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    text = subprocess.check_output([sys.executable, 'program.py'], universal_newlines=True)
    wheel = '%(name)s-%(version)s-py3-none-any.whl'
    write_wheel(os.path.join(wheel_directory, wheel), '%(name)s', '%(version)s', {'%(name)s.py': text}, ())
    return wheel
"""


def place_for(directory, name, archive):
    path = os.path.join(directory, 'wheels', archive)
    for each in path, os.path.join(directory, 'simple', name, 'index.html'):
        os.makedirs(os.path.dirname(each), exist_ok=True)
    return path


def enter(directory, name, path):
    archive = os.path.basename(path)
    with open(path, 'rb') as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    with open(os.path.join(directory, 'simple', name, 'index.html'), 'a', encoding='utf-8') as file:
        file.write('<a href="../../wheels/%s#sha256=%s">%s</a>\n' % (archive, digest, archive))


def write_wheel(path, name, version, files, needs):
    with zipfile.ZipFile(path, 'w') as archive:
        for member, text in contents(name, version, files, needs).items():
            archive.writestr(member, text)


NEEDING = '''import os
import zipfile

import %(module)s

if %(module)s.VERSION >= '2':
    raise RuntimeError('%(module)s is too new')
FILES = %(files)r


def build_wheel(directory, config_settings=None, metadata_directory=None):
    with zipfile.ZipFile(os.path.join(directory, %(wheel)r), 'w') as archive:
        for name, text in FILES.items():
            archive.writestr(name, text)
    return %(wheel)r
'''


def publish_needing(directory, name, version, module, *needs):
    files = contents(name, version, {name + '.py': 'VERSION = %r\n' % version}, ())
    wheel = '%s-%s-py3-none-any.whl' % (name, version)
    members = {
        'PKG-INFO': files['%s-%s.dist-info/METADATA' % (name, version)],
        'backend.py': NEEDING % {'module': module, 'files': files, 'wheel': wheel},
        'pyproject.toml': '[build-system]\nrequires = %s\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        % json.dumps(list(needs)),
    }
    path = os.path.join(directory, 'wheels', '%s-%s.tar.gz' % (name, version))
    with tarfile.open(path, 'w:gz') as archive:
        for member, text in members.items():
            entry = tarfile.TarInfo('%s-%s/%s' % (name, version, member))
            entry.size = len(text.encode('utf-8'))
            archive.addfile(entry, io.BytesIO(text.encode('utf-8')))


def contents(name, version, files, needs):
    about = '%s-%s.dist-info/' % (name, version)
    members = dict(files)
    members[about + 'METADATA'] = metadata(name, version, needs)
    members[about + 'WHEEL'] = 'Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n'
    record = about + 'RECORD'
    members[record] = ''.join('%s,%s\n' % (path, hash_and_size(text)) for path, text in members.items()) + record + ',,\n'
    return members


def hash_and_size(text):
    """https://packaging.python.org/en/latest/specifications/recording-installed-packages/"""
    content = text.encode('utf-8')
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode('ascii')
    return 'sha256=%s,%d' % (digest.rstrip('='), len(content))


def metadata(name, version, needs):
    text = 'Metadata-Version: 2.1\nName: %s\nVersion: %s\n' % (name, version)
    return text + ''.join('Requires-Dist: %s\n' % each for each in needs)


if __name__ == '__main__':
    main()
