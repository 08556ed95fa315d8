"""Imports packages in parallel, each in its own process, and prints which of them work.

    imports.py --wanted FILE

FILE  one line for each package, in the order to start them: its name, a tab, its modules separated by spaces

Prints one line for each package: the name, the modules, the seconds and an error if there is one, separated by tabs.
Run it with the interpreter and the environment of the kernel, which the imports inherit. They leave byte code, which
makes the first import in a notebook fast. Python 3.6 or newer.
"""
import argparse
import concurrent.futures
import os
import signal
import subprocess
import sys
import tempfile
import time

SECONDS_MOST = 120
AT_ONCE_MOST = 4
IMPORT = """import importlib, sys, sysconfig
for name in sys.argv[1:]:
    place = getattr(importlib.import_module(name), '__file__', None)
    if place and not place.startswith((sys.prefix, sysconfig.get_path('stdlib'))):
        sys.exit('not-isolated: %s comes from %s and not from the environment' % (name, place))"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--wanted', required=True)
    with open(parser.parse_args().wanted, encoding='utf-8') as file:
        wanted = [line.rstrip('\n').split('\t') for line in file]
    with concurrent.futures.ThreadPoolExecutor(min(AT_ONCE_MOST, len(os.sched_getaffinity(0)))) as pool:
        for done in concurrent.futures.as_completed([pool.submit(check, *each) for each in wanted]):
            sys.stdout.buffer.write((done.result() + '\n').encode('utf-8', 'replace'))
            sys.stdout.flush()


def check(package, modules):
    began = time.time()
    error = import_error(modules.split())
    return '\t'.join([package, modules, '%.3f' % (time.time() - began), error.replace('\t', ' ')])


def import_error(modules):
    """The error in one line, or empty text."""
    with tempfile.TemporaryFile() as log:
        words = [sys.executable, '-c', IMPORT] + modules
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            code = process.wait(SECONDS_MOST)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return 'took more than %d s' % SECONDS_MOST
        if code < 0:
            return 'was ended by %s' % signal.Signals(-code).name
        return (last_line(log) or 'ended with %d' % code) if code else ''


def last_line(log):
    """The last line of a program's output that is not blank."""
    log.seek(max(0, log.seek(0, os.SEEK_END) - 5000))
    lines = log.read().decode('utf-8', 'replace').split('\n')
    return next((line.strip() for line in reversed(lines) if line.strip()), '')


if __name__ == '__main__':
    main()
