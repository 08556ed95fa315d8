"""Imports packages in parallel, each in its own process, and prints which of them work.

    imports.py --wanted FILE [--record RECORD [--earlier RECORD]]

FILE       one line for each package, in the order to start them: its name, a tab, its modules separated by spaces
--record   output: what the imports depended on, as import_record.py next to this program describes it
--earlier  the record of the environment that this one is made from: packages are not imported again if nothing that
           their import depended on has changed

Prints one line for each package: the name, the modules, the seconds and an error if there is one, separated by tabs;
before it, without tabs, what the program that failed has printed. A fifth part is the generation in which a package was
imported that is not imported again.
Run it with the interpreter and the environment of the kernel, which the imports inherit. They leave byte code, which
makes the first import in a notebook fast. Python 3.6 or newer.
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

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(HERE)  # With -I, Python does not import from the directory of its program.

import import_record  # noqa: E402

SECONDS_MOST = 120
AT_ONCE_MOST = 4


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--wanted', required=True)
    parser.add_argument('--record')
    parser.add_argument('--earlier')
    options = parser.parse_args()
    with open(options.wanted, encoding='utf-8') as file:
        wanted = [line.rstrip('\n').split('\t') for line in file]
    with open(os.path.join(HERE, 'import_one.py'), encoding='utf-8') as file:
        program = file.read()
    with tempfile.TemporaryDirectory(dir=os.path.dirname(options.wanted)) as place:
        ledger = Ledger(options, place) if options.record else None
        with concurrent.futures.ThreadPoolExecutor(min(AT_ONCE_MOST, len(os.sched_getaffinity(0)))) as pool:
            running = []
            for number, (package, modules) in enumerate(wanted):
                since = ledger and ledger.unchanged_since(package, modules.split())
                if since:
                    say('\t'.join([package, modules, '0', '', str(since)]))
                    continue
                output = os.path.join(place, str(number)) if ledger else ''
                running.append(pool.submit(check, package, modules, [sys.executable, '-c', program, output]))
                if ledger:
                    ledger.outputs.append((package, modules.split(), output))
            for done in concurrent.futures.as_completed(running):
                say(done.result())
        if ledger:
            ledger.write(options.record)


class Ledger:
    """The record of these imports, and that of the earlier ones."""

    def __init__(self, options, place):
        self.prefix = os.path.realpath(sys.prefix)
        self.installed = import_record.Installed(import_record.places_of_packages())
        scratch = os.path.dirname(os.path.abspath(options.wanted))
        kept_out = [(scratch, 'SCRATCH'), (HERE, 'FILES'), (sys.prefix, 'PREFIX'), (self.prefix, 'PREFIX')]
        self.circumstances = import_record.circumstances(kept_out)
        self.generation = int(os.environ.get('CREATE_KERNEL_GENERATION') or 0)
        self.entries, self.outside, self.outputs, self.known = [], {}, [], {}
        earlier = options.earlier and import_record.read_record(options.earlier)
        if earlier:
            self.compare(earlier)

    def compare(self, earlier):
        self.changed = import_record.changed_packages(earlier, self.installed)
        self.arrived = set().union(*(self.installed.names.get(name, {name}) for name in self.changed))
        reason = import_record.changed_circumstance(earlier, self.circumstances)
        everywhere = set(earlier['everywhere']) | self.installed.everywhere
        if self.changed & everywhere:
            reason = '%s changed, which every import may depend on' % sorted(self.changed & everywhere)[0]
        if reason:
            say('all packages are imported, since %s' % reason)
            return
        self.known = {entry['package']: entry for entry in earlier['packages']}
        self.outside = earlier['outside']

    def unchanged_since(self, package, modules):
        entry = self.known.get(package)
        since = entry and import_record.unchanged_since(entry, modules, self.changed, self.arrived)
        if since:
            self.entries.append(entry)
        return since

    def write(self, path):
        libraries = set()
        for package, modules, output in self.outputs:
            if not os.path.exists(output):  # The import failed, or this Python cannot record it.
                continue
            what, outside = import_record.describe(import_record.read_lines(output), self.prefix, self.installed)
            libraries |= outside
            self.entries.append(dict(what, package=package, modules=modules, since=self.generation))
        record = {
            'schema': import_record.SCHEMA,
            'generation': self.generation,
            'circumstances': self.circumstances,
            'outside': dict(self.outside, **import_record.look_at(libraries)),
            'installed': self.installed.hashes,
            'everywhere': sorted(self.installed.everywhere),
            'packages': self.entries,
        }
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(record, file, indent=1)


def say(line):
    sys.stdout.buffer.write((line + '\n').encode('utf-8', 'replace'))
    sys.stdout.flush()


def check(package, modules, words):
    began = time.time()
    error, printed = import_error(words + modules.split())
    result = '\t'.join([package, modules, '%.3f' % (time.time() - began), error.replace('\t', ' ')])
    return '\n'.join(printed + [result])


def import_error(words):
    """The error in one line, or empty text; and the last lines that the program has printed."""
    with tempfile.TemporaryFile() as log:
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
