"""A part of probe.py: runs the programs beside it while the kernel works, and reads what they find."""
import json
import os
import subprocess
import sys

from probe_kernel import Failure

HERE = os.path.dirname(os.path.abspath(__file__))


def noted_before():
    """The notes of earlier steps: code, what and where on each line of notes.txt next to this program."""
    path = os.path.join(HERE, 'notes.txt')
    if not os.path.isfile(path):
        return []
    with open(path, encoding='utf-8', errors='replace') as file:
        lines = [line.rstrip('\n').split('\t') for line in file]
    return [dict(zip(('code', 'what', 'where'), line)) for line in lines if len(line) == 3]


def notes(name, kernel, report):
    """The notes of the language's own program."""
    place = kernel.place
    tried = os.path.join(place, 'tried.json')
    with open(tried, 'w', encoding='utf-8') as file:
        json.dump({'imports': report['imports'], 'argv': kernel.manager.kernel_spec.argv}, file)
    return Program(place, name, '--tried', tried).result()


class Listing:
    """The installed packages, listed while the kernel starts; empty if the language has no program for it."""

    def __init__(self, options, definition, place):
        self.program = None
        if 'listing' in definition:
            words = ['--prefix', options.prefix, '--requested', options.definition]
            self.program = Program(place, definition['listing'], *words)

    def result(self):
        return self.program.result() if self.program else {'packages': [], 'requested': []}

    def finished(self):
        """Its file with the result."""
        self.result()
        return self.program.output


class Program:
    """A running program of this directory; its result is a file, JSON unless `output` names another one."""

    def __init__(self, place, name, *words, output=None):
        self.name, self.output = name, output or os.path.join(place, name + '.json')
        argv = [sys.executable, '-I', os.path.join(HERE, name)] + list(words) + ['--output', self.output]
        self.process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, cwd=os.path.join(place, 'work'))

    def finish(self):
        if self.process.wait() != 0:
            raise Failure('probe-failed: %s ended with %d' % (self.name, self.process.returncode))

    def result(self):
        self.finish()
        with open(self.output, encoding='utf-8') as file:
            return json.load(file)

    def wait(self, seconds):
        """Until it has ended, but not longer."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.end()

    def end(self):
        self.process.kill()
        self.process.wait()


def text_of(name):
    with open(os.path.join(HERE, name), encoding='utf-8') as file:
        return file.read()
