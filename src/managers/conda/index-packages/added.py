"""Writes the packages that were added to this environment, as requirements for uv and pip.

    added.py --note FILE
    added.py --since FILE --output REQUIREMENTS

FILE          the packages that are there already, noted before others are added
REQUIREMENTS  output: `name==version` or `name @ URL` for each package that was added or replaced since then

A package that came from a directory or file of this machine cannot be installed elsewhere: it is left out, and printed.
Run it with the Python of the environment. Python 3.6 or newer.
"""
import argparse
import glob
import json
import os
import sysconfig


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--note')
    parser.add_argument('--since')
    parser.add_argument('--output')
    options = parser.parse_args()
    now = installed()
    if options.note:
        with open(options.note, 'w', encoding='utf-8') as file:
            json.dump(now, file)
        return
    with open(options.since, encoding='utf-8') as file:
        before = json.load(file)
    added = sorted(requirement(path, source) for path, source in now.items() if before.get(path) != source)
    for line in filter(is_local, added):
        print('Not in the lock, since it cannot be installed elsewhere: %s' % line)
    with open(options.output, 'w', encoding='utf-8') as file:
        file.writelines('%s\n' % line for line in added if not is_local(line))


def installed():
    """The directories that describe packages, each with where its package came from; empty for an index."""
    places = {sysconfig.get_path('purelib'), sysconfig.get_path('platlib')}
    found = [path for place in places for path in glob.glob(os.path.join(glob.escape(place), '*.dist-info'))]
    return {path: text_of(os.path.join(path, 'direct_url.json')) for path in found}


def requirement(path, source):
    """https://packaging.python.org/en/latest/specifications/direct-url-data-structure/"""
    head = text_of(os.path.join(path, 'METADATA')).split('\n\n', 1)[0].splitlines()
    facts = dict(line.split(': ', 1) for line in reversed(head) if ': ' in line)
    name = facts['Name']
    if not source:
        return '%s==%s' % (name, facts['Version'])
    origin = json.loads(source)
    vcs = origin.get('vcs_info')
    return '%s @ %s' % (name, '%s+%s@%s' % (vcs['vcs'], origin['url'], vcs['commit_id']) if vcs else origin['url'])


def is_local(line):
    return '@ file:' in line


def text_of(path):
    try:
        with open(path, encoding='utf-8') as file:
            return file.read()
    except OSError:
        return ''


if __name__ == '__main__':
    main()
