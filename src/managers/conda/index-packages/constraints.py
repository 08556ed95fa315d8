"""Writes the Python packages of this environment as constraints of pip, so that pip leaves them as they are.

    constraints.py --output CONSTRAINTS [NAME...]

NAME         a package that pip is asked for by name, and so may replace
CONSTRAINTS  output: one `name==version` for each other package

Run it with the Python of the environment. Python 3.6 or newer.
"""
import argparse
import re

try:
    from importlib.metadata import distributions
except ImportError:
    from pkg_resources import working_set


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--output', required=True)
    parser.add_argument('names', nargs='*')
    options = parser.parse_args()
    free = {normalized(name) for name in options.names}
    lines = {'%s==%s\n' % pair for pair in installed() if normalized(pair[0]) not in free}
    with open(options.output, 'w', encoding='utf-8') as file:
        file.writelines(sorted(lines))


def installed():
    try:
        found = [(each.metadata['Name'], each.version) for each in distributions()]
    except NameError:
        found = [(each.project_name, each.version) for each in working_set]
    return [(name, version) for name, version in found if name and version]


def normalized(name):
    return re.sub(r'[-_.]+', '-', name).lower()


if __name__ == '__main__':
    main()
