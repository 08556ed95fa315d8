"""Imports packages in parallel, each in its own process, and prints which of them work.

    imports.py --wanted FILE

FILE  one line for each package, in the order to start them: its name, a tab, its modules separated by spaces

Prints one line for each package: the name, the modules, the seconds and an error if there is one, separated by tabs;
before it, without tabs, what the program that failed has printed.
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
    error, printed = import_error(modules.split())
    result = '\t'.join([package, modules, '%.3f' % (time.time() - began), error.replace('\t', ' ')])
    return '\n'.join(printed + [result])


def import_error(modules):
    """The error in one line, or empty text; and the last lines that the program has printed."""
    with tempfile.TemporaryFile() as log:
        words = [sys.executable, '-c', IMPORT] + modules
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            code = process.wait(SECONDS_MOST)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return 'took more than %d s' % SECONDS_MOST, last_lines(log)
        if code == 0:
            return '', []
        lines = last_lines(log)
        if code < 0:
            return 'was ended by %s' % signal.Signals(-code).name, lines
        return lines[-1].strip() if lines else 'ended with %d' % code, lines


def last_lines(log):
    """The last lines of a program's output, without tabs and blank lines."""
    log.seek(max(0, log.seek(0, os.SEEK_END) - 5000))
    lines = log.read().decode('utf-8', 'replace').replace('\t', '    ').split('\n')
    return [line.rstrip() for line in lines if line.strip()]


if __name__ == '__main__':
    main()
