"""Proves that a kernel works: starts it as Jupyter does, runs a cell, imports packages, runs the smoke code.

    probe.py --kernel NAME --kernels DIRECTORY --prefix PREFIX --definition FILE --report REPORT

NAME, DIRECTORY  the kernelspec, by its name, and the directory that it is looked for in
PREFIX           the environment that the kernel must run in
FILE             JSON: `packages` (a list of {"name", "source"}), `smoke_code`, `language`, perhaps `cell`
                 ({"code", "expect"}: the first cell, for a language other than Python), `isolate` (names
                 that must not get through from the session), `isolated_home` (a temporary home)
REPORT           gets what was found out, as JSON

Run it with the environment's own Python (3.6 or newer), with packages.py and imports.py beside it. Ends
with 0, or with 1 and the reason as the last line of the standard error.
"""
import argparse
import ast
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import time

READY_SECONDS, CELL_SECONDS, SMOKE_SECONDS = 180, 60, 600
OUTPUT_MOST = 20000
KERNEL_NOISE = ('[IPKernelApp] WARNING', '0.00s - ')  # About encryption, and about the debugger.
PYTHON_CELL = {'code': 'print(6 * 7)', 'expect': '42'}
PYTHON_FACTS = """{'executable': __import__('sys').executable, 'prefix': __import__('sys').prefix,
 'ipykernel': __import__('ipykernel').__file__, 'user_site': bool(__import__('site').ENABLE_USER_SITE),
 'environment': dict(__import__('os').environ)}"""


class Failure(Exception):
    """What did not work: a stable word, a colon and a sentence."""


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
    kernel = Kernel(place, options)
    try:
        facts = check_kernel(kernel, options.prefix, definition, report)
        report['packages'] = listing.result()['packages']
        if definition['language'] == 'python':
            check_imports(listing.result()['modules'], facts, place, report)
        if definition.get('smoke_code'):
            run_smoke_code(kernel, definition['smoke_code'], report)
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
            raise Failure('cell-failed: the output was %r and not %r' % (kernel.output[-200:], cell['expect']))
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
    kernel_like = {'executable': facts['executable'], 'env': facts['environment']}
    report['imports'] = Program(place, 'imports.py', '--modules', wanted, **kernel_like).result()
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
        path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
        self.name, self.output = name, os.path.join(place, name + '.json')
        argv = [executable, '-I', path] + list(words) + ['--output', self.output]
        self.process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, env=env, cwd=os.path.join(place, 'work'))

    def result(self):
        if self.process.wait() != 0:
            raise Failure('import-failed: %s ended with %d' % (self.name, self.process.returncode))
        with open(self.output, encoding='utf-8') as file:
            return json.load(file)


class Kernel:
    """A kernel that a Jupyter client starts by its name."""

    def __init__(self, place, options):
        self.place, self.options, self.output = place, options, ''
        self.manager = self.client = None
        self.log = open(os.path.join(place, 'kernel.log'), 'w+b')

    def start(self, session):
        try:
            from jupyter_client.kernelspec import KernelSpecManager
            from jupyter_client.manager import KernelManager
        except ImportError as error:
            raise Failure('kernel-not-started: the environment has no working jupyter_client: %s' % error)
        specs = KernelSpecManager(kernel_dirs=[self.options.kernels], ensure_native_kernel=False)
        self.manager = KernelManager(kernel_name=self.options.kernel, kernel_spec_manager=specs)
        self.manager.connection_file = os.path.join(self.place, 'kernel.json')
        self.began = time.time()
        try:
            self.executable = self.manager.kernel_spec.argv[0]
            work = os.path.join(self.place, 'work')
            self.manager.start_kernel(env=session, cwd=work, stdout=self.log, stderr=self.log)
            self.client = self.manager.client()
            self.client.start_channels()
        except Exception as error:  # Whatever a client or a provisioner throws.
            raise Failure('kernel-not-started: %s' % error)

    def end(self):
        if self.client:
            self.client.stop_channels()
        if self.manager and self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)
        self.log.close()

    def wait_until_ready(self):
        """What the kernel says about itself (kernel_info of Jupyter's protocol)."""
        deadline = time.time() + READY_SECONDS
        while True:
            asked = self.client.kernel_info()
            reply = self.answer(self.client.get_shell_msg, asked, 'kernel-not-started', deadline)
            try:
                self.client.get_iopub_msg(timeout=0.2)  # Connected: from now on no output is lost.
                return reply['content']
            except queue.Empty:
                continue

    def run(self, word, code, seconds, expression=''):
        """Runs one cell, keeps its output, and gives the value of a Python expression after it."""
        expressions = {'value': expression} if expression else {}
        options = {'store_history': False, 'allow_stdin': False, 'user_expressions': expressions}
        cell = self.client.execute(code, **options)
        self.output, failed, deadline = '', '', time.time() + seconds
        while True:
            message = self.answer(self.client.get_iopub_msg, cell, word, deadline)
            content = message['content']
            self.output += content.get('text') or content.get('data', {}).get('text/plain', '')
            self.output = self.output[:OUTPUT_MOST]
            if message['msg_type'] == 'error':
                failed = '%s: %s: %s' % (word, content['ename'], content['evalue'])
            elif content.get('execution_state') == 'idle':
                break
        if failed:
            raise Failure(failed)
        if not expression:
            return {}
        reply = self.answer(self.client.get_shell_msg, cell, word, deadline)['content']
        return ast.literal_eval(reply['user_expressions']['value']['data']['text/plain'])

    def answer(self, receive, request, word, deadline):
        while time.time() < deadline:
            try:
                message = receive(timeout=0.2)
                if message['parent_header'].get('msg_id') == request:
                    return message
            except queue.Empty:
                if not self.manager.is_alive():
                    raise Failure('%s: the kernel %s%s' % (word, self.ending(), self.last_words()))
        raise Failure('%s: the kernel did not answer in time' % word)

    def ending(self):
        # Where it stands depends on the client's version; a kernel behind another provisioner has none.
        provisioner = getattr(self.manager, 'provisioner', None) or self.manager
        process = getattr(provisioner, 'process', None) or getattr(provisioner, 'kernel', None)
        code = getattr(process, 'returncode', None)
        if code is None:
            return 'ended'
        return 'was ended by %s' % signal.Signals(-code).name if code < 0 else 'ended with %d' % code

    def last_words(self):
        self.log.seek(max(0, self.log.seek(0, os.SEEK_END) - 5000))
        lines = self.log.read().decode('utf-8', 'replace').strip().split('\n')
        say('\n'.join(lines))
        told = [line for line in lines if line and not line.startswith(KERNEL_NOISE)]
        return ': ' + told[-1] if told else ''


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
