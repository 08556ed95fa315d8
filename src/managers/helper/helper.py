"""Makes the app's own Python, the helper, if it is missing, and links to it.

    helper.py --lock LOCK --place DIRECTORY [--place DIRECTORY] [--index OPTION]... [--libraries PATH] [--link LINK]

LOCK       the helper's packages, as requirements of pip with hashes
DIRECTORY  has one helper for each machine type, Python and lock; the first directory with a matching one is used, or
           else one is made in the first writable directory
OPTION     an option of pip that names a package index
PATH       the LD_LIBRARY_PATH without which this Python does not start, if it needs any: its helper is for it alone
LINK       a link to the helper's directory, to be written: LINK/bin/python runs programs with the helper's packages

Run it with a Python of the host (3.8 or newer) that has venv and pip. The helper is made in a temporary directory and
then renamed: no process sees an incomplete one, and two builds may make it at the same time.
"""
import os
import sys
import time

# Each build runs this, and nearly always finds a helper. What only the making of one needs is imported there, and the
# options are read without argparse, which alone takes longer than all else.
ABANDONED_SECONDS = 24 * 3600


def main():
    options = {'--lock': [], '--place': [], '--index': [], '--libraries': [], '--link': []}
    words = sys.argv[1:]
    if len(words) % 2 or not set(words[::2]) <= set(options):
        sys.exit(__doc__)
    for option, value in zip(words[::2], words[1::2]):
        options[option].append(value)
    [lock], places = options['--lock'], options['--place']
    key = key_of(lock, options['--libraries'])
    python = found(places, key)
    if python:
        print('The helper already exists: %s' % python)
    else:
        python = make(writable(places), key, lock, options['--index'])
    mark_used(python)
    # The last place is the user's own; a site's helpers may be in use by others.
    clear_unused(places[-1], key)
    for path in options['--link']:
        link(os.path.dirname(os.path.dirname(python)), path)


def key_of(lock, libraries):
    """A virtual environment works on one machine type and with one Python; most interpreters of one version are as good."""
    import hashlib

    with open(lock, 'rb') as file:
        digest = hashlib.sha256(file.read())
    if libraries:
        digest.update('\0'.join([sys.executable] + libraries).encode())
    return '-'.join([os.uname().machine, sys.implementation.cache_tag, digest.hexdigest()[:16]])


def link(helper, path):
    if os.path.islink(path):
        os.remove(path)
    os.symlink(helper, path)


def found(places, key):
    pythons = [os.path.join(place, key, 'bin', 'python') for place in places]
    return next((python for python in pythons if os.access(python, os.X_OK)), None)


def writable(places):
    for place in places:
        try:
            os.makedirs(place, exist_ok=True)
        except OSError:
            continue
        if os.access(place, os.W_OK):
            return place
    sys.exit('The helper can be made in none of %s' % ', '.join(places))


def make(place, key, lock, index):
    import signal
    import subprocess
    import tempfile

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # So that `finally` removes an incomplete helper.
    began = time.time()
    clear_abandoned(place)
    aside = tempfile.mkdtemp(prefix='.making-', dir=place)
    os.chmod(aside, 0o755)
    try:
        made = os.path.join(aside, 'environment')
        subprocess.check_call([sys.executable, '-I', '-m', 'venv', made])
        pip = [os.path.join(made, 'bin', 'python'), '-I', '-m', 'pip', 'install', '--require-hashes', '--no-deps']
        subprocess.check_call(pip + index + ['--requirement', lock])
        target = os.path.join(place, key)
        if os.path.isdir(target) and not found([place], key):
            os.rename(target, os.path.join(aside, 'broken'))  # The Python that it was made with is gone.
        if not os.path.isdir(target):
            put(made, target)
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
    finally:
        remove(aside)
    print('The helper was made in %.1f s: %s' % (time.time() - began, os.path.join(place, key)))
    return found([place], key)


def put(made, target):
    try:
        os.rename(made, target)
    except OSError:
        if not os.path.isdir(target):  # Another build was faster.
            raise


def mark_used(python):
    try:
        os.utime(os.path.dirname(os.path.dirname(python)))
    except OSError:
        pass  # A site's helper belongs to another user.


def clear_unused(place, key):
    """Removes helpers of earlier locks or interpreters that no program has used for a day."""
    others = set(os.listdir(place)) - {key} if os.path.isdir(place) else ()
    for name in others:
        import re

        path = os.path.join(place, name)
        if not re.match(r'[\w.-]+-[0-9a-f]{16}$', name) or os.path.islink(path):
            continue
        if time.time() - os.stat(path).st_mtime > ABANDONED_SECONDS:
            aside = os.path.join(place, '.making-%s-%d' % (name, os.getpid()))
            try:
                os.rename(path, aside)
            except OSError:
                continue
            remove(aside)
            print('Removed a helper that is no longer used: %s' % path)


def clear_abandoned(place):
    """Removes what a killed build has left."""
    for name in os.listdir(place):
        path = os.path.join(place, name)
        if name.startswith('.making-') and time.time() - os.stat(path).st_mtime > ABANDONED_SECONDS:
            remove(path)


def remove(path):
    import shutil

    shutil.rmtree(path, ignore_errors=True)


if __name__ == '__main__':
    main()
