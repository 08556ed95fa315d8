"""Runs a program with the app's own Python, the helper, which can start kernels; makes the helper if it is missing.

    helper.py --lock LOCK --place DIRECTORY [--place DIRECTORY] [--index OPTION]... [PROGRAM WORD...]

LOCK       the helper's packages, as requirements of pip with hashes
DIRECTORY  has one helper for each machine type, Python and lock; the first directory with a matching one is used, or
           else one is made in the first writable directory
OPTION     an option of pip that names a package index
PROGRAM    the program to run, with its arguments; without it, the helper is only made

Run it with a Python of the host (3.8 or newer) that has venv and pip. The helper is made in a temporary directory and
then renamed: no process sees an incomplete one, and two builds may make it at the same time.
"""
import argparse
import hashlib
import os
import re
import signal
import sys
import time

ABANDONED_SECONDS = 24 * 3600
KEY = re.compile(r'[\w.-]+-[0-9a-f]{16}$')


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # So that `finally` removes an incomplete helper.
    parser = argparse.ArgumentParser()
    parser.add_argument('--lock', required=True)
    parser.add_argument('--place', required=True, action='append')
    parser.add_argument('--index', default=[], action='append')
    parser.add_argument('program', nargs=argparse.REMAINDER)
    options = parser.parse_args()
    key = key_of(options.lock)
    python = found(options.place, key)
    if not python:
        python = make(writable(options.place), key, options)
    elif not options.program:
        print('The helper already exists: %s' % python)
    mark_used(python)
    if not options.program:
        # The last place is the user's own; a site's helpers may be in use by others.
        clear_unused(options.place[-1], key)
    if options.program:
        sys.stdout.flush()
        os.execv(python, [python, '-I'] + options.program)


def key_of(lock):
    """A virtual environment works on one machine type and with one Python."""
    with open(lock, 'rb') as file:
        digest = hashlib.sha256(file.read()).hexdigest()[:16]
    return '-'.join([os.uname().machine, sys.implementation.cache_tag, digest])


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


def make(place, key, options):
    # Most runs only find a helper: they start twice as fast without these modules.
    import subprocess
    import tempfile

    began = time.time()
    clear_abandoned(place)
    aside = tempfile.mkdtemp(prefix='.making-', dir=place)
    os.chmod(aside, 0o755)
    try:
        made = os.path.join(aside, 'environment')
        subprocess.check_call([sys.executable, '-I', '-m', 'venv', made])
        pip = [os.path.join(made, 'bin', 'python'), '-I', '-m', 'pip', 'install', '--require-hashes', '--no-deps']
        subprocess.check_call(pip + options.index + ['--requirement', options.lock])
        if not os.path.isdir(os.path.join(place, key)):
            put(made, os.path.join(place, key))
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
    """Removes helpers of earlier locks or Pythons that no program has used for a day."""
    for name in os.listdir(place) if os.path.isdir(place) else []:
        path = os.path.join(place, name)
        if name == key or not KEY.match(name) or os.path.islink(path):
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
