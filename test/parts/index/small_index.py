"""Writes a package index of three wheels to DIRECTORY, and prints what fits them as JSON.

    small_index.py DIRECTORY
    small_index.py DIRECTORY NAME VERSION [REQUIREMENT...]

The second form adds a wheel with one module to the index.

Run it with the Python of an environment that has ipykernel: the index's `ipykernel` borrows all from that one.
https://packaging.python.org/en/latest/specifications/binary-distribution-format/
"""
import hashlib
import importlib.metadata
import json
import os
import sys
import sysconfig
import zipfile


# The module that is imported belongs to the environment; what it consists of does not.
BORROWING = """import os
__path__.append(%r)
with open(os.path.join(__path__[-1], '__init__.py')) as file:
    exec(file.read())
"""


def main():
    directory, *added = sys.argv[1:]
    if added:
        name, version, *needs = added
        publish(directory, name, version, {name + '.py': 'VERSION = %r\n' % version}, needs)
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
    wheel = '%s-%s-py3-none-any.whl' % (name, version)
    path = os.path.join(directory, 'wheels', wheel)
    page = os.path.join(directory, 'simple', name, 'index.html')
    for each in path, page:
        os.makedirs(os.path.dirname(each), exist_ok=True)
    with zipfile.ZipFile(path, 'w') as archive:
        for member, text in contents(name, version, files, needs).items():
            archive.writestr(member, text)
    with open(path, 'rb') as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    with open(page, 'a', encoding='utf-8') as file:
        file.write('<a href="../../wheels/%s#sha256=%s">%s</a>\n' % (wheel, digest, wheel))


def contents(name, version, files, needs):
    about = '%s-%s.dist-info/' % (name, version)
    members = dict(files)
    members[about + 'METADATA'] = 'Metadata-Version: 2.1\nName: %s\nVersion: %s\n' % (name, version)
    members[about + 'METADATA'] += ''.join('Requires-Dist: %s\n' % each for each in needs)
    members[about + 'WHEEL'] = 'Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n'
    record = [*members, about + 'RECORD']
    members[about + 'RECORD'] = ''.join('%s,,\n' % member for member in record)
    return members


if __name__ == '__main__':
    main()
