"""Writes those of the user's settings of pip that say where packages come from, and no others.

    pip_settings.py --output FILE

Reads the file that PIP_CONFIG_FILE names, or else the user's files, and prints the settings that it keeps, without
logins. pip reads the host's file itself: FILE takes precedence over it, and an empty value selects pip's default
(https://pip.pypa.io/en/stable/topics/configuration/). Python 3.6 or newer.
"""
import argparse
import configparser
import os
import re
import sys

SECTIONS = ('global', 'install')
# Where packages come from, and how to connect to it.
KEPT = (
    'index-url', 'extra-index-url', 'find-links', 'trusted-host', 'cert', 'client-cert', 'proxy', 'timeout', 'retries',
    'keyring-provider',
)
# What would change what is installed, or where.
EMPTIED = (
    'target', 'prefix', 'root', 'user', 'python', 'no-index', 'require-virtualenv', 'require-hashes', 'no-deps',
    'dry-run', 'constraint', 'requirement', 'editable',
)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--output', required=True)
    options = parser.parse_args()
    found = {section: {} for section in SECTIONS}
    for path in files():
        take(path, found)
    written = configparser.RawConfigParser()
    for section in SECTIONS:
        written[section] = dict.fromkeys(EMPTIED, '')
        written[section].update(found[section])
    with os.fdopen(os.open(options.output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 'w') as file:
        written.write(file)


def files():
    named = os.environ.get('PIP_CONFIG_FILE')
    if named:
        return [named]
    home = os.path.expanduser('~')
    own = os.environ.get('XDG_CONFIG_HOME') or os.path.join(home, '.config')
    return [os.path.join(home, '.pip', 'pip.conf'), os.path.join(own, 'pip', 'pip.conf')]


def take(path, found):
    """Adds the kept settings of a file to `found`; a later file takes precedence."""
    given = configparser.RawConfigParser(strict=False)
    try:
        given.read(path)
    except (configparser.Error, UnicodeDecodeError) as error:
        sys.exit('%s is not a settings file of pip: %s' % (path, type(error).__name__))
    unused = []
    for section in filter(given.has_section, SECTIONS):
        for name, value in given.items(section):
            name = name.replace('_', '-')
            if name not in KEPT:
                unused.append(name)
                continue
            found[section][name] = value
            print('%s: %s = %s' % (path, name, without_login(' '.join(value.split()))))
    if unused:
        print('%s: not used: %s' % (path, ', '.join(sorted(set(unused)))))


def without_login(text):
    return re.sub(r'//[^/\s]*@', '//***@', text)


if __name__ == '__main__':
    main()
