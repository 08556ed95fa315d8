"""Writes a lock: a requirements file from which pip or uv can install the same packages again.

    lock.py --report REPORT... --output LOCK
    lock.py --freeze VERSIONS --output LOCK

REPORT    output of `pip install --report` (pip 22.2 or newer); the lock has the hashes of the files
VERSIONS  output of `pip freeze --all`, for an older pip
LOCK      output: one line for each package, sorted by name

A package that came from a directory or file of this machine cannot be installed elsewhere: it is written as
a comment. Python 3.6 or newer.
"""
import argparse
import json
import platform
import re
import sys

HEADER = '# The packages of an environment for Python %s on %s %s.\n'
LOCAL_FILE = re.compile(r'^-e\b|@ *file:')


def main():
    parser = argparse.ArgumentParser()
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument('--report', nargs='+')
    source.add_argument('--freeze')
    parser.add_argument('--output', required=True)
    options = parser.parse_args()
    lines = map(marked, frozen(options.freeze) if options.freeze else reported(options.report))
    with open(options.output, 'w', encoding='utf-8') as file:
        file.write(HEADER % (platform.python_version(), platform.system(), platform.machine()))
        file.writelines(line + '\n' for line in sorted(lines, key=name_of))


def name_of(line):
    return re.sub(r'^# .*?: |^-e ', '', line).lower()


def marked(line):
    """The requirement, or a comment if other machines cannot install it."""
    return '# not to be had elsewhere: ' + line if LOCAL_FILE.search(line) else line


def frozen(path):
    with open(path, encoding='utf-8') as file:
        return [line for line in file.read().splitlines() if line and not line.startswith('#')]


def reported(paths):
    """One line for each installed package; a later report takes precedence."""
    found = {}
    for path in paths:
        with open(path, encoding='utf-8') as file:
            for item in json.load(file)['install']:
                found[item['metadata']['name']] = requirement(item)
    return found.values()


def requirement(item):
    name, version = item['metadata']['name'], item['metadata']['version']
    source = item['download_info']
    if 'vcs_info' in source:
        vcs = source['vcs_info']
        return '%s @ %s+%s@%s' % (name, vcs['vcs'], source['url'], vcs['commit_id'])
    local = source['url'].startswith('file:')
    wanted = '%s @ %s' % (name, source['url']) if item.get('is_direct') or local else '%s==%s' % (name, version)
    hashes = source.get('archive_info', {}).get('hashes', {})
    return ' '.join([wanted] + ['--hash=%s:%s' % pair for pair in sorted(hashes.items()) if not local])


if __name__ == '__main__':
    main()
