"""Imports packages side by side, each in a process of its own, and tells which of them work.

    imports.py --modules FILE --output RESULT

FILE    JSON: a list of {"package", "modules"}, in the order in which to begin
RESULT  gets the same list as JSON, each with `ok`, `seconds` and perhaps `error`

Run it with the interpreter and the environment of the kernel: the imports take them over, and leave byte
code that makes the first import in a notebook fast. Python 3.6 or newer.
"""
import argparse
import concurrent.futures
import json
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
    parser.add_argument('--modules', required=True)
    parser.add_argument('--output', required=True)
    options = parser.parse_args()
    with open(options.modules, encoding='utf-8') as file:
        wanted = json.load(file)
    checks = []
    with concurrent.futures.ThreadPoolExecutor(min(AT_ONCE_MOST, len(os.sched_getaffinity(0)))) as pool:
        for done in concurrent.futures.as_completed([pool.submit(check, **each) for each in wanted]):
            checks.append(done.result())
            print(sentence(checks[-1]), flush=True)
    with open(options.output, 'w', encoding='utf-8') as file:
        json.dump(checks, file)


def sentence(check):
    if not check['modules']:
        return 'import %s: has nothing to import' % check['package']
    outcome = 'ok' if check['ok'] else check['error']
    return 'import %s: %s (%.1f s)' % (', '.join(check['modules']), outcome, check['seconds'])


def check(package, modules):
    began = time.time()
    error = import_error(modules) if modules else ''
    seconds = round(time.time() - began, 3)
    result = {'package': package, 'modules': modules, 'ok': not error, 'seconds': seconds}
    return dict(result, error=error) if error else result


def import_error(modules):
    """What went wrong in one line, or nothing."""
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
    """The end of what a program wrote, without the blank lines."""
    log.seek(max(0, log.seek(0, os.SEEK_END) - 5000))
    lines = log.read().decode('utf-8', 'replace').split('\n')
    return next((line.strip() for line in reversed(lines) if line.strip()), '')


if __name__ == '__main__':
    main()
