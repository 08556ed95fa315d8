"""Proves that a kernel works: starts it as Jupyter does, runs a cell, the imports and the smoke code.

    probe.py --kernel NAME --kernels DIRECTORY --prefix PREFIX --definition FILE --report REPORT

NAME, DIRECTORY  the kernelspec, by its name, and the directory that it is looked for in
PREFIX           the environment that the kernel must run in
FILE             JSON: `packages` (a list of {"name", "source"}), `smoke_code`, `language`, perhaps `cell`
                 ({"code", "expect"}: the first cell, for a language other than Python), `isolate` (names
                 that must not get through from the session), `isolated_home` (a temporary home)
REPORT           gets what was found out, as JSON

Run it with the environment's own Python (3.6 or newer), with packages.py, imports.py, probe_kernel.py
and probe_notes.py beside it. Ends with 0, or with 1 and the reason as the last line of the standard error.
"""
import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(HERE)  # An isolated Python (-I) does not look beside its program.

from probe_kernel import Failure, Kernel  # noqa: E402
from probe_notes import notes  # noqa: E402

CELL_SECONDS, SMOKE_SECONDS = 60, 600
PYTHON_CELL = {'code': 'print(6 * 7)', 'expect': '42'}
PYTHON_FACTS = """{'executable': __import__('sys').executable, 'prefix': __import__('sys').prefix,
 'ipykernel': __import__('ipykernel').__file__, 'user_site': bool(__import__('site').ENABLE_USER_SITE),
 'environment': dict(__import__('os').environ)}"""


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # So that `finally` ends the kernel.
    parser = argparse.ArgumentParser()
    parser.add_argument('--kernel', required=True)
    for name in ('kernels', 'prefix', 'definition', 'report'):
        parser.add_argument('--' + name, required=True, type=os.path.abspath)
    options = parser.parse_args()
    with open(options.definition, encoding='utf-8') as file:
        definition = json.load(file)
    kernel = {'ok': False, 'seconds': 0, 'executable': '', 'language_version': '', 'implementation': ''}
    report = {'kernel': kernel, 'imports': [], 'packages': []}
    place = tempfile.mkdtemp(prefix='probe-')
    try:
        for name in ('work', 'home', 'leak'):
            os.mkdir(os.path.join(place, name))
        probe(options, definition, place, report)
    except Failure as failure:
        sys.exit(str(failure))
    finally:
        shutil.rmtree(place, ignore_errors=True)
        report['size'], report['files'] = measure(options.prefix)
        with open(options.report, 'w', encoding='utf-8') as file:
            json.dump(report, file, indent=1)


def probe(options, definition, place, report):
    listing = Program(place, 'packages.py', '--prefix', options.prefix, '--requested', options.definition)
    kernel = Kernel(options.kernel, options.kernels, place)
    try:
        facts = check_kernel(kernel, options.prefix, definition, report)
        report['packages'] = listing.result()['packages']
        if definition['language'] == 'python':
            check_imports(listing.result()['modules'], facts, place, report)
        if definition.get('smoke_code'):
            run_smoke_code(kernel, definition['smoke_code'], report)
        if definition['language'] == 'python':
            report['notes'] = notes(report['imports'], kernel.manager.kernel_spec.argv)
    finally:
        kernel.end()
        report['packages'] = listing.result()['packages']


def session_environment(place, definition):
    """Like a Jupyter job's, with every variable set that could get into the kernel from there."""
    session = dict(os.environ, IPYTHONDIR=os.path.join(place, 'ipython'), JUPYTER_RUNTIME_DIR=place)
    if definition.get('isolated_home'):
        session['HOME'] = os.path.join(place, 'home')
    session.update((name, os.path.join(place, 'leak')) for name in definition.get('isolate', []))
    return session


def check_kernel(kernel, prefix, definition, report):
    """Starts the kernel and runs the first cell. Gives what Python says about itself."""
    python = definition['language'] == 'python'
    cell = definition.get('cell') or PYTHON_CELL
    try:
        kernel.start(session_environment(kernel.place, definition))
        info = kernel.wait_until_ready()
        report['kernel'].update(
            seconds=round(time.time() - kernel.began, 3),
            executable=kernel.executable,
            language_version=info.get('language_info', {}).get('version', ''),
            implementation=info.get('implementation', ''),
        )
        say('kernel started in %.1f s' % report['kernel']['seconds'])
        facts = kernel.run('cell-failed', cell['code'], CELL_SECONDS, PYTHON_FACTS if python else '')
        if cell['expect'] not in kernel.output:
            output = kernel.output[-200:]
            raise Failure('cell-failed: the output was %r and not %r' % (output, cell['expect']))
        if python:
            report['kernel']['executable'] = facts['executable']
            check_place(facts, os.path.realpath(prefix))
            check_isolation(facts, definition.get('isolate', []), os.path.join(kernel.place, 'leak'))
    except Failure as failure:
        report['kernel']['error'] = str(failure)
        raise
    report['kernel']['ok'] = True
    return facts


def check_place(facts, prefix):
    if os.path.realpath(facts['prefix']) != prefix:
        raise Failure('not-isolated: the kernel runs in %s and not in %s' % (facts['prefix'], prefix))
    if not os.path.realpath(facts['ipykernel']).startswith(prefix + os.sep):
        raise Failure('not-isolated: ipykernel comes from %s and not from %s' % (facts['ipykernel'], prefix))


def check_isolation(facts, isolate, leak):
    if facts['user_site']:
        raise Failure('not-isolated: the packages of the home directory (~/.local) get into the kernel')
    for name in isolate:
        if leak in facts['environment'].get(name, ''):
            raise Failure('not-isolated: %s of the Jupyter session gets into the kernel' % name)


def check_imports(modules, facts, place, report):
    wanted = os.path.join(place, 'modules.json')
    with open(wanted, 'w', encoding='utf-8') as file:
        json.dump(modules, file)
    as_kernel = {'executable': facts['executable'], 'env': facts['environment']}
    report['imports'] = Program(place, 'imports.py', '--modules', wanted, **as_kernel).result()
    for check in report['imports']:
        if not check['ok']:
            known = check['error'].startswith('not-isolated:')
            raise Failure(check['error'] if known else 'import-failed: %(package)s: %(error)s' % check)


def run_smoke_code(kernel, code, report):
    began = time.time()
    smoke = report['smoke'] = {'ok': False, 'seconds': 0, 'output': ''}
    try:
        kernel.run('smoke-failed', code, SMOKE_SECONDS)
        smoke['ok'] = True
    except Failure as failure:
        smoke['error'] = str(failure)
        raise
    finally:
        smoke.update(seconds=round(time.time() - began, 3), output=kernel.output)
        outcome = 'ok' if smoke['ok'] else 'failed'
        say(('smoke code: %s (%.1f s)\n%s' % (outcome, smoke['seconds'], kernel.output)).rstrip())


class Program:
    """Another program of this directory, running; its result is a JSON file."""

    def __init__(self, place, name, *words, executable=sys.executable, env=None):
        self.name, self.output = name, os.path.join(place, name + '.json')
        argv = [executable, '-I', os.path.join(HERE, name)] + list(words) + ['--output', self.output]
        work = os.path.join(place, 'work')
        self.process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, env=env, cwd=work)

    def result(self):
        if self.process.wait() != 0:
            raise Failure('import-failed: %s ended with %d' % (self.name, self.process.returncode))
        with open(self.output, encoding='utf-8') as file:
            return json.load(file)


def measure(directory):
    """Bytes and files under a directory; of hard links to one file, one counts."""
    size, seen, waiting = 0, set(), [directory]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                    continue
                status = entry.stat(follow_symlinks=False)
                if (status.st_dev, status.st_ino) not in seen:
                    seen.add((status.st_dev, status.st_ino))
                    size += status.st_size
    return size, len(seen)


def say(line):
    print(line, flush=True)


if __name__ == '__main__':
    main()
