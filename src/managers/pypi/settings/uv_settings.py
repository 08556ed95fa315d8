"""Writes those of the user's settings of uv that say where packages come from, and no others.

    uv_settings.py --output FILE

Reads the file that UV_CONFIG_FILE names, or else the user's and the host's, and prints the settings that it keeps,
without logins. With FILE as UV_CONFIG_FILE, uv reads no other file
(https://docs.astral.sh/uv/concepts/configuration-files/). Python 3.6 has no TOML parser: a file is split into
statements, which are kept unchanged or left out. Python 3.6 or newer.
"""
import argparse
import os
import re

# Where packages come from, and how to connect to it; at the top level and below [pip].
KEPT = (
    'index', 'index-url', 'extra-index-url', 'find-links', 'index-strategy', 'keyring-provider', 'allow-insecure-host',
    'native-tls', 'system-certs', 'http-proxy', 'https-proxy', 'no-proxy', 'concurrent-downloads', 'link-mode',
)
TABLES = ('', 'pip')
INDEXES = ('index', 'pip.index')
STRING = r'"""(?:[^"\\]|\\.|"(?!""))*"""|' r"'''(?:[^']|'(?!''))*'''|" r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'"
TOKEN = re.compile(STRING + r'|#[^\n]*|[\[\]{}\n]|[^"\'#\[\]{}\n]+|.', re.S)
RELATIVE = re.compile(r'(["\'])(\.{1,2}/[^"\'\n]*)\1')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--output', required=True)
    options = parser.parse_args()
    kept = {}
    for path in files():
        for key, statements in take(path).items():
            # The user's file takes precedence over the host's.
            kept.setdefault(key, statements)
    # Keys of the top level first, then those of [pip], then the tables of indexes.
    order = sorted(kept, key=lambda key: (key[0] in INDEXES, TABLES.index(key[0]) if key[0] in TABLES else 0))
    table = ''
    with os.fdopen(os.open(options.output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 'w') as file:
        for key in order:
            if key[0] in TABLES and key[0] != table:
                table = key[0]
                file.write('[%s]\n' % table)
            file.writelines(kept[key])


def files():
    named = os.environ.get('UV_CONFIG_FILE')
    if named:
        return [named]
    own = os.environ.get('XDG_CONFIG_HOME') or os.path.join(os.path.expanduser('~'), '.config')
    host = [path for path in ('/etc/xdg/uv/uv.toml', '/etc/uv/uv.toml') if os.path.exists(path)]
    return [path for path in [os.path.join(own, 'uv', 'uv.toml')] + host[:1] if os.path.exists(path)]


def take(path):
    """The kept statements of a file, by table and key; those of an array of tables are in one list."""
    kept, unused = {}, []
    table = ''
    with open(path, encoding='utf-8') as file:
        text = file.read()
    for statement in statements(text):
        header = re.match(r'(\[\[?)\s*([^\]]+?)\s*\]', statement)
        if header:
            table = header.group(2)
            if header.group(1) == '[[' and table in INDEXES:
                kept.setdefault((table, 'index'), []).append(statement + '\n')
            continue
        name = re.sub(r'[\s"\']', '', statement.split('=', 1)[0])
        under, _, key = name.rpartition('.')
        where = '.'.join(filter(None, [table, under]))
        if table in INDEXES:
            kept[table, 'index'].append(absolute(statement, path))
        elif where in TABLES and key in KEPT:
            kept[where, key] = [key + ' =' + absolute(statement.split('=', 1)[1], path)]
        else:
            unused.append('.'.join(filter(None, [where, key])))
            continue
        print('%s: %s' % (path, without_login(' '.join(statement.split()))))
    if unused:
        print('%s: not used: %s' % (path, ', '.join(sorted(set(unused)))))
    return kept


def statements(text):
    """Splits at line feeds outside strings and brackets; leaves out comments."""
    statement, depth = '', 0
    for token in TOKEN.findall(text) + ['\n']:
        depth += (token in ('[', '{')) - (token in (']', '}'))
        if token == '\n' and depth == 0:
            if statement.strip():
                yield statement.strip()
            statement = ''
        elif not token.startswith('#'):
            statement += token


def absolute(statement, path):
    """Makes relative paths absolute: they are relative to the directory of their file."""
    directory = os.path.dirname(os.path.abspath(path))

    def replaced(found):
        quote, relative = found.groups()
        return quote + os.path.normpath(os.path.join(directory, relative)) + quote

    return RELATIVE.sub(replaced, statement) + '\n'


def without_login(text):
    return re.sub(r'//[^/\s]*@', '//***@', text)


if __name__ == '__main__':
    main()
