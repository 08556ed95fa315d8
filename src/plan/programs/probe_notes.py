"""A part of probe.py: what a person should know of a kernel although it works.

Each note is {"code", "what", "where"}; what is told for a code stands in words-for.ts.
"""
import os
import site

HERE = os.path.dirname(os.path.abspath(__file__))

PATIENCE_SECONDS = 2


def notes(imports, argv):
    """`imports` as imports.py gives them; `argv` is the command of the kernelspec."""
    return noted_before() + copies_in_home(imports) + locked_history(argv)


def noted_before():
    """What earlier steps wrote down: code, what and where on each line of notes.txt beside this program."""
    path = os.path.join(HERE, 'notes.txt')
    if not os.path.isfile(path):
        return []
    with open(path, encoding='utf-8', errors='replace') as file:
        lines = [line.rstrip('\n').split('\t') for line in file]
    return [dict(zip(('code', 'what', 'where'), line)) for line in lines if len(line) == 3]


def copies_in_home(imports):
    """Packages of the environment that lie in ~/.local too: the kernel does not see those, other Pythons do."""
    place = site.getusersitepackages()
    found = []
    for check in imports:
        tops = {module.split('.')[0] for module in check['modules']}
        paths = [os.path.join(place, top) for top in tops]
        if any(os.path.isdir(path) or os.path.isfile(path + '.py') for path in paths):
            found.append({'code': 'copy-in-home', 'what': check['package'], 'where': place})
    return found


def locked_history(argv):
    """IPython's history in the home, if another process holds it: kernels wait for it, or end."""
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
        # What IPython does to write; nothing is changed.
        connection.execute('BEGIN IMMEDIATE')
        connection.rollback()
        return False
    except sqlite3.OperationalError as error:
        return 'locked' in str(error)
    finally:
        connection.close()
