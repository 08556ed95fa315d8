"""Runs a `pip install` of pip or uv that keeps versions, as far as what it installs allows.

    keep_versions.py --versions FILE COMMAND...

FILE     the versions to keep, one `name==version` a line
COMMAND  the command; `--constraint` and a file are added to it

Both refuse what conflicts with a constraint. Then the command runs again without the constraints that they have named, and
at last without any. The status is that of the last run. Python 3.6 or newer.
"""
import argparse
import re
import signal
import subprocess
import sys

# What pip and uv print if versions do not fit together, or if a version is gone from the index.
CONFLICT = re.compile(
    'ResolutionImpossible|conflicting dependencies|conflict is caused by|No matching distribution'
    '|No solution found when resolving'
)
NAMED = re.compile(r'\(constraint\) ([\w.-]+)|(?:requirement|distribution found for|Because|require|and) ([\w.-]+)==')
# Each run frees at least one version; after these many, all are free.
MOST_RUNS = 5


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--versions', required=True)
    parser.add_argument('command', nargs=argparse.REMAINDER)
    options = parser.parse_args()
    with open(options.versions, encoding='utf-8') as file:
        kept = dict((normalized(line.split('==')[0]), line.strip()) for line in file if '==' in line)
    for run in range(MOST_RUNS):
        status, output = install(options.command, options.versions, kept)
        if status == 0 or not kept or not CONFLICT.search(output):
            return status
        named = {normalized(one or other) for one, other in NAMED.findall(output)} & set(kept)
        freed = named if named and run < MOST_RUNS - 2 else set(kept)
        kept = {name: line for name, line in kept.items() if name not in freed}
        words = ', '.join(sorted(freed)) if kept else 'any package'
        print('\nThe request does not fit all earlier versions: trying without the version of %s' % words, flush=True)
    return status


def install(command, path, kept):
    """Runs the command with these constraints. The output goes to the log, except the errors of a run that is not the last."""
    with open(path, 'w', encoding='utf-8') as file:
        file.writelines(line + '\n' for _, line in sorted(kept.items()))
    constraint = ['--constraint', path] if kept else []
    process = subprocess.Popen(
        command + constraint,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
    )
    # Whoever ends this program ends the command.
    signal.signal(signal.SIGTERM, lambda *_: (process.terminate(), sys.exit(1)))
    lines = []
    for line in process.stdout:
        lines.append(line)
        sys.stdout.write(line)
        sys.stdout.flush()
    return process.wait(), ''.join(lines)


def normalized(name):
    """A name as package indexes compare it (PEP 503)."""
    return re.sub(r'[-_.]+', '-', name.strip()).lower()


if __name__ == '__main__':
    sys.exit(main())
