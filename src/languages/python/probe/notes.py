"""Finds what a person should know about a Python kernel that works.

    notes.py --tried FILE --output RESULT

FILE    JSON: the report's `imports`, and `argv`, the command of the kernelspec
RESULT  output, JSON: a list of {"code", "what", "where"}; the app words them

Run it with the environment's Python, outside of the kernel: it looks into the home directory. Python 3.6 or newer.
"""
import argparse
import json
import os
import site

PATIENCE_SECONDS = 2


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--tried', required=True)
    parser.add_argument('--output', required=True)
    options = parser.parse_args()
    with open(options.tried, encoding='utf-8') as file:
        tried = json.load(file)
    notes = copies_in_home(tried['imports']) + locked_history(tried['argv'])
    with open(options.output, 'w', encoding='utf-8') as file:
        json.dump(notes, file)


def copies_in_home(imports):
    """Packages of the environment that are also in ~/.local: the kernel ignores those, other environments use them."""
    place = site.getusersitepackages()
    found = []
    for check in imports:
        tops = {module.split('.')[0] for module in check['modules']}
        paths = [os.path.join(place, top) for top in tops]
        if any(os.path.isdir(path) or os.path.isfile(path + '.py') for path in paths):
            found.append({'code': 'copy-in-home', 'what': check['package'], 'where': place})
    return found


def locked_history(argv):
    """IPython's history in the home directory, if another process has locked it: kernels wait for it, or end."""
    directory = os.environ.get('IPYTHONDIR') or os.path.expanduser(os.path.join('~', '.ipython'))
    path = os.path.join(directory, 'profile_default', 'history.sqlite')
    off = any('HistoryManager.enabled=False' in word for word in argv)
    if off or not os.path.exists(path) or not is_locked(path):
        return []
    return [{'code': 'history-locked', 'what': 'history.sqlite', 'where': path}]


def is_locked(path):
    try:
        import sqlite3
    except ImportError:
        return False
    connection = sqlite3.connect(path, timeout=PATIENCE_SECONDS)
    try:
        # IPython does the same before it writes; this changes nothing.
        connection.execute('BEGIN IMMEDIATE')
        connection.rollback()
        return False
    except sqlite3.OperationalError as error:
        return 'locked' in str(error)
    finally:
        connection.close()


if __name__ == '__main__':
    main()
