"""Tests a kernel: starts it as Jupyter does, and runs the cells of its language and the smoke test.

    probe.py --kernel NAME --kernels DIRECTORY --prefix PREFIX --definition FILE --report REPORT [--manifest LIST]

NAME, DIRECTORY  the name of the kernelspec, and the directory that has it
PREFIX           the environment that the kernel must run in
FILE             JSON: `packages` (a list of {"name"}), `imports` (modules to import besides those of the packages),
                 `smoke_code`, `isolated` (names of variables that the kernel
                 must not get from the session), `scratch` (variables that name a directory for the kernel's own
                 state), optionally `notebook` ({"file", "minutes", "accept"}: a notebook next to this program that has to
                 run, with probe_notebook.py next to it), and the language's parts: `cell` ({"code", "expect"}), and, all optional, the files next to
                 this program `facts` and `try` ({"file", "verb", "things", "word"}), which are cells, and `listing`,
                 `ahead` and `notes`, which are programs, and `not_run`, a pattern of lines that a notebook runs without
REPORT           output, JSON: the results
LIST             output: the files of the environment, as manifest.py next to this program lists them once all tests
                 have passed; meanwhile the kernel is ended

A cell of the language prints lines. In `facts`, lines that begin with `executable: `, `version: `, `base: ` (the
interpreter outside of the environment that the kernel depends on, if the environment has no Python) or `not-isolated: `
are read, and others ignored. A line of `try` has the name of a package, what was tried, the seconds and optionally an error, separated by tabs; other
lines, such as those of a traceback, are printed. The
cells have in their environment CREATE_KERNEL_PREFIX; CREATE_KERNEL_FILES, the directory of this program;
CREATE_KERNEL_ISOLATED, the names; CREATE_KERNEL_SESSION, the value of those in the session; and CREATE_KERNEL_WANTED,
a file with a line for each package to test: its name, a tab, and what to test, separated by spaces.

Run it with a Python (3.6 or newer) that has jupyter_client, with its parts probe_kernel.py, probe_cells.py and
probe_programs.py next to it. Exits with status 0, or with 1 and the reason as the last line of the standard error.
"""
import argparse
import json
import os
import shutil
import signal
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(HERE)  # With -I, Python does not import from the directory of its program.

from probe_cells import base_facts, check_kernel, run_smoke_code, try_packages  # noqa: E402
from probe_kernel import Failure, Kernel  # noqa: E402
from probe_programs import Listing, Program, noted_before, notes  # noqa: E402

AHEAD_SECONDS = 120


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # So that `finally` ends the kernel.
    parser = argparse.ArgumentParser()
    parser.add_argument('--kernel', required=True)
    for name in ('kernels', 'prefix', 'definition', 'report'):
        parser.add_argument('--' + name, required=True, type=os.path.abspath)
    parser.add_argument('--manifest', type=os.path.abspath)
    options = parser.parse_args()
    with open(options.definition, encoding='utf-8') as file:
        definition = json.load(file)
    kernel = {'ok': False, 'seconds': 0, 'executable': '', 'language_version': '', 'implementation': ''}
    if os.path.realpath(sys.prefix) == os.path.realpath(options.prefix):
        kernel['runtime_version'] = '%d.%d.%d' % sys.version_info[:3]
        base = getattr(sys, '_base_executable', None) or os.path.realpath(sys.executable)
        if not os.path.realpath(base).startswith(os.path.realpath(options.prefix) + os.sep):
            kernel['base'] = base_facts(base)
    report = {'kernel': kernel, 'imports': [], 'packages': []}
    place = tempfile.mkdtemp(prefix='probe-', dir=HERE)  # If this program is killed, it is removed with the build.
    try:
        for name in ('work', 'leak'):
            os.mkdir(os.path.join(place, name))
        try:
            manifest = probe(options, definition, place, report)
        finally:
            shutil.rmtree(place, ignore_errors=True)
            report['size'], report['files'] = measure(options.prefix)
            with open(options.report, 'w', encoding='utf-8') as file:
                json.dump(report, file, indent=1)
        if manifest:
            manifest.finish()
    except Failure as failure:
        sys.exit(str(failure))


def probe(options, definition, place, report):
    """The running program that lists the files of the environment, if that is asked for."""
    listing = Listing(options, definition, place)
    kernel = Kernel(options.kernel, options.kernels, place)
    ahead = manifest = None
    try:
        start_kernel(kernel, options.prefix, definition, report)
        if definition['packages'] and 'ahead' in definition:
            ahead = Program(place, definition['ahead'], '--requested', listing.finished())
        check_kernel(kernel, definition, report)
        imports = definition.get('imports', [])
        if (definition['packages'] or imports) and 'try' in definition:
            if ahead:
                ahead.wait(AHEAD_SECONDS)
            try_packages(kernel, definition['try'], with_imports(listing.result()['requested'], imports), report)
        if definition.get('smoke_code'):
            run_smoke_code(kernel, definition['smoke_code'], report)
        if 'notebook' in definition:
            run_notebook(kernel, options.prefix, definition, report)
        if options.manifest:
            manifest = Program(place, 'manifest.py', '--prefix', options.prefix, output=options.manifest)
        report['notes'] = noted_before() + listing.result().get('notes', [])
        if 'notes' in definition:
            report['notes'] += notes(definition['notes'], kernel, report)
    finally:
        if ahead:
            ahead.end()
        kernel.end()
        report['packages'] = listing.result()['packages']
    return manifest


def with_imports(requested, imports):
    """The requested packages, and the modules that none of them has."""
    theirs = {module for each in requested for module in each.get('modules', [])}
    return requested + [{'name': name, 'modules': [name]} for name in imports if name not in theirs]


def session_environment(place, prefix, definition):
    """Like that of a Jupyter job, with every variable set that the kernel must not get from it."""
    leak = os.path.join(place, 'leak')
    session = dict(os.environ, JUPYTER_RUNTIME_DIR=place)
    session.pop('LD_LIBRARY_PATH', None)  # At most, what the Python of this program needs.
    session.update((name, os.path.join(place, name.lower())) for name in definition.get('scratch', []))
    session.update((name, leak) for name in definition.get('isolated', []))
    return dict(
        session,
        CREATE_KERNEL_PREFIX=prefix,
        CREATE_KERNEL_FILES=HERE,
        CREATE_KERNEL_SESSION=leak,
        CREATE_KERNEL_ISOLATED=' '.join(definition.get('isolated', [])),
        CREATE_KERNEL_WANTED=os.path.join(place, 'wanted'),
    )


def start_kernel(kernel, prefix, definition, report):
    try:
        kernel.start(session_environment(kernel.place, prefix, definition))
    except Failure as failure:
        report['kernel']['error'] = str(failure)
        raise


def run_notebook(kernel, prefix, definition, report):
    from probe_notebook import Notebook
    notebook = Notebook(HERE, definition['notebook'])
    if 'not_run' in definition:
        notebook.leave_out(definition['not_run'])
    kernel.end()  # Two kernels with large packages need twice the memory.
    notebook.run(kernel, session_environment(kernel.place, prefix, definition), report)


def measure(directory):
    """Bytes on disk, as du counts them, and files, without directories. Hard links to one file are counted once."""
    size, seen, waiting = blocks(os.lstat(directory)), set(), [directory]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                status = entry.stat(follow_symlinks=False)
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                    size += blocks(status)
                elif (status.st_dev, status.st_ino) not in seen:
                    seen.add((status.st_dev, status.st_ino))
                    size += blocks(status)
    return size, len(seen)


def blocks(status):
    return status.st_blocks * 512


if __name__ == '__main__':
    main()
