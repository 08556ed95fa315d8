"""A part of probe.py: runs the cells of a notebook in a separate kernel, as `Run all` does, until one of them fails."""
import json
import os
import re
import sys
import time

from probe_kernel import Failure, Kernel, say

# Of the cell that failed, this much is shown.
LINES, CHARACTERS = 12, 160


class Notebook:
    """The notebook in the definition of probe.py: `file`, `minutes`, and `accept`, if it may fail."""

    def __init__(self, here, definition):
        with open(os.path.join(here, definition['file']), encoding='utf-8') as file:
            self.cells = json.load(file)['cells']
        self.minutes, self.accept = definition['minutes'], definition['accept']
        self.left_out = None

    def leave_out(self, pattern):
        """Lines that match are not run; the first group is their indentation."""
        self.left_out = re.compile(pattern, re.MULTILINE)

    def run(self, original, session, report):
        """Starts another kernel like `original`, so that what ran in that one changes nothing."""
        place = os.path.join(original.place, 'notebook')
        os.makedirs(os.path.join(place, 'work'))
        kernel = Kernel(original.name, original.kernels, place)
        result = report['notebook'] = {'ok': False, 'cells': len(self.cells), 'ran': 0, 'seconds': 0}
        began = time.time()
        try:
            kernel.start(session)
            kernel.wait_until_ready()
            self.deadline = time.time() + 60 * self.minutes
            for number, cell in enumerate(self.cells, 1):
                self.run_cell(kernel, number, cell)
                result['ran'] = number
            result['ok'] = True
        except Failure as failure:
            if not self.accept:
                raise
            say('%s (accepted: the kernel is published anyway)' % failure)
        finally:
            result['seconds'] = round(time.time() - began, 3)
            kernel.end()
            say('notebook: %d of %d cells ran (%.1f s)' % (result['ran'], len(self.cells), result['seconds']))

    def run_cell(self, kernel, number, cell):
        tags = cell['metadata'].get('tags', [])
        where = 'cell %d of %d' % (number, len(self.cells))
        if 'skip-execution' in tags:
            say('%s: skipped, as its tag says' % where)
            return
        code = self.without_installs(cell['source'], where)
        began = time.time()
        try:
            kernel.run('notebook-failed: ' + where, code, max(0, self.deadline - began), say)
        except Failure as failure:
            failed = self.explained(str(failure), where)
            expected = 'raises-exception' in tags and failed.startswith('notebook-failed') and kernel.manager.is_alive()
            if not expected:
                show(where, cell['source'])
                raise Failure(failed)
        say('%s: ran in %.1f s' % (where, time.time() - began))

    def explained(self, failure, where):
        if time.time() >= self.deadline:
            limit = '1 minute' if self.minutes == 1 else '%g minutes' % self.minutes
            return 'notebook-too-slow: %s: it was running when the time limit of %s ended' % (where, limit)
        if 'StdinNotImplementedError' in failure:
            return 'notebook-asks: %s: it waits for an input' % where
        return failure

    def without_installs(self, code, where):
        """The environment has what the recipe asks for; a notebook must not change it while it is verified."""
        if not self.left_out:
            return code
        for match in self.left_out.finditer(code):
            say('%s: not run: %s' % (where, match.group(0).strip()[:CHARACTERS]))
        return self.left_out.sub(r'\1pass', code)


def show(where, source):
    """On the standard error, so that it comes right before the reason."""
    lines = source.rstrip().split('\n')
    shown = [line if len(line) <= CHARACTERS else line[:CHARACTERS] + ' …' for line in lines[:LINES]]
    more = ['… (%d more lines)' % (len(lines) - LINES)] if len(lines) > LINES else []
    text = '\n'.join(['code of %s:' % where] + ['  | ' + line for line in shown + more])
    print(text, file=sys.stderr, flush=True)
