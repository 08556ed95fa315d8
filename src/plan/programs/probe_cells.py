"""A part of probe.py: runs the cells of the language and the smoke test in a kernel, and reports what they print."""
import os
import time

from probe_kernel import Failure, say
from probe_programs import text_of

CELL_SECONDS, TRY_SECONDS, SMOKE_SECONDS = 60, 120, 600


def check_kernel(kernel, definition, report):
    """Waits until the kernel has started, runs the first cell, and the cell that prints facts."""
    cell = definition['cell']
    try:
        info = kernel.wait_until_ready()
        report['kernel'].update(
            seconds=round(time.time() - kernel.began, 3),
            executable=kernel.executable,
            language_version=info.get('language_info', {}).get('version', ''),
            implementation=info.get('implementation', ''),
        )
        say('kernel started in %.1f s' % report['kernel']['seconds'])
        kernel.run('cell-failed', cell['code'], CELL_SECONDS)
        if cell['expect'] not in kernel.output:
            output = kernel.output[-200:]
            raise Failure('cell-failed: the output was %r and not %r' % (output, cell['expect']))
        if 'facts' in definition:
            kernel.run('cell-failed', text_of(definition['facts']), CELL_SECONDS, Facts(report).take)
    except Failure as failure:
        report['kernel']['error'] = str(failure)
        raise
    report['kernel']['ok'] = True


def base_facts(path):
    """By which the app later sees that the interpreter is another one."""
    found = os.stat(path)
    return {'path': path, 'size': found.st_size, 'modified': int(found.st_mtime)}


class Facts:
    """What the lines of a cell report about the kernel."""

    def __init__(self, report):
        self.report = report

    def take(self, line):
        name, _, value = line.partition(': ')
        if name == 'executable':
            self.report['kernel']['executable'] = value
        elif name == 'version':
            self.report['kernel']['language_version'] = value
        elif name == 'base':
            self.report['kernel']['base'] = base_facts(value)
        elif name == 'not-isolated':
            raise Failure(line)


def try_packages(kernel, attempt, requested, report):
    """Has the kernel try each package; the first one that fails is the reason of the failure."""
    attempts = Attempts(attempt, report)
    wanted = [(each['name'], each[attempt['things']]) for each in requested]
    for name, things in wanted:
        if not things:
            attempts.add({'package': name, 'modules': [], 'ok': True, 'seconds': 0})
    lines = ['%s\t%s\n' % (name, ' '.join(things)) for name, things in wanted if things]
    if lines:
        with open(os.path.join(kernel.place, 'wanted'), 'w', encoding='utf-8') as file:
            file.writelines(lines)
        code = text_of(attempt['file'])
        kernel.run(attempt['word'], code, CELL_SECONDS + TRY_SECONDS * len(lines), attempts.take)
    for check in report['imports']:
        if not check['ok']:
            known = check['error'].startswith('not-isolated:')
            error = check['error'] if known else '%s: %s' % (check['package'], check['error'])
            raise Failure(error if known else '%s: %s' % (attempt['word'], error))
    tried = [check['package'] for check in report['imports']]
    for name, _ in wanted:
        if name not in tried:
            raise Failure('%s: %s: was not tried' % (attempt['word'], name))


class Attempts:
    """The packages that were tried, reported as a cell prints them."""

    def __init__(self, attempt, report):
        self.verb, self.report = attempt['verb'], report

    def take(self, line):
        package, things, seconds, error = (line.split('\t') + ['', ''])[:4] if line.count('\t') > 1 else [''] * 4
        if package:
            check = {'package': package, 'modules': things.split(), 'ok': not error, 'seconds': float(seconds)}
            self.add(dict(check, error=error) if error else check)
        elif line.strip():
            say(line)

    def add(self, check):
        self.report['imports'].append(check)
        outcome = 'ok' if check['ok'] else check['error']
        if check['modules']:
            say('%s %s: %s (%.1f s)' % (self.verb, ', '.join(check['modules']), outcome, check['seconds']))
        else:
            say('%s %s: has nothing to %s' % (self.verb, check['package'], self.verb))


def run_smoke_code(kernel, code, report):
    began = time.time()
    smoke = report['smoke'] = {'ok': False, 'seconds': 0, 'output': ''}
    try:
        kernel.run('smoke-failed', code, SMOKE_SECONDS, say)
        smoke['ok'] = True
    except Failure as failure:
        smoke['error'] = str(failure)
        raise
    finally:
        smoke.update(seconds=round(time.time() - began, 3), output=kernel.output)
        outcome = 'ok' if smoke['ok'] else 'failed'
        say('smoke test: %s (%.1f s)' % (outcome, smoke['seconds']))
