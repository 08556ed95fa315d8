"""Lists the packages of an environment, and the modules and programs of the requested ones.

    packages.py --prefix PREFIX --requested FILE --output RESULT

PREFIX  the environment's directory
FILE    JSON with `packages`: a list of {"name"}, optionally with a "source" (`conda` or `pypi`)
RESULT  output, JSON: `packages` (name, version, size, source, requested); `requested`, for each requested name its
        `name`, the `modules` to import and the `programs` to call, the slowest import first; and `notes`, each with
        `code`, `what` and `where`

Reads only installed metadata and imports nothing. Python 3.6 or newer.
"""
import argparse
import csv
import glob
import json
import keyword
import os
import re

MODULES_MOST = 5
NOT_FOR_USERS = set('benchmarks conftest doc docs example examples scripts setup test tests tools'.split())
MODULE_FILE = re.compile(r'^([^.]+)\.(py|pyc|so|abi3\.so|(cpython|pypy)[^.]*\.so)$')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--prefix', required=True, type=os.path.realpath)
    parser.add_argument('--requested', required=True)
    parser.add_argument('--output', required=True)
    options = parser.parse_args()
    with open(options.requested, encoding='utf-8') as file:
        asked = json.load(file)['packages']
    recorded = list(conda_packages(options.prefix))
    conda = [package for package in recorded if not is_gone(package, options.prefix)]
    of_conda = {path for package in conda for path in package['files']}
    pypi = [package for package in distributions(options.prefix) if package['metadata'] not in of_conda]
    with open(options.output, 'w', encoding='utf-8') as file:
        json.dump(dict(describe(asked, conda, pypi), notes=replaced(recorded, conda, pypi)), file)


def is_gone(package, prefix):
    """Whether pip has removed a Python package that conda still has a record of."""
    metadata = [path for path in package['files'] if path.endswith('.dist-info/METADATA')]
    return bool(metadata) and not any(os.path.isfile(os.path.join(prefix, path)) for path in metadata)


def replaced(recorded, conda, pypi):
    """A note for each conda package that pip has replaced with another version."""
    by_name = {normalized(package['name']): package for package in pypi}
    gone = [package for package in recorded if package not in conda and normalized(package['name']) in by_name]
    return [
        {
            'code': 'replaced-by-pip',
            'what': package['name'],
            'where': '%s, was %s' % (by_name[normalized(package['name'])]['version'], package['version']),
        }
        for package in gone
    ]


def describe(asked, conda, pypi):
    found = [(each['name'], installed(each['name'], each.get('source'), conda, pypi)) for each in asked]
    found.sort(key=lambda pair: -weight(pair[1], conda + pypi))
    requested = [id(package) for name, package in found]
    shown = ('name', 'version', 'size', 'source')
    packages = [
        dict({key: package[key] for key in shown if key in package}, requested=id(package) in requested)
        for package in sorted(conda + pypi, key=lambda package: normalized(package['name']))
    ]
    brought = [
        {'name': name, 'modules': importable(package), 'programs': package.get('programs', [])}
        for name, package in found
    ]
    return {'packages': packages, 'requested': brought}


def installed(name, source, conda, pypi):
    """The package with that name from the requested source, else from the other one."""
    candidates = conda + pypi if source == 'conda' else pypi + conda
    return next((each for each in candidates if normalized(each['name']) == normalized(name)), {})


def weight(package, packages):
    """The bytes of a package and of all its dependencies: an estimate of how long its import takes."""
    by_name = {normalized(each['name']): each for each in packages}
    needed, waiting = {}, [package] if package else []
    while waiting:
        each = waiting.pop()
        if each['name'] not in needed:
            needed[each['name']] = each.get('size', 0)
            waiting += [by_name[name] for name in map(normalized, each['needs']) if name in by_name]
    return sum(needed.values())


def normalized(name):
    """A name as package indexes compare it (PEP 503)."""
    return re.sub(r'[-_.]+', '-', name).lower()


def importable(package):
    """The modules to import for a package: those with its own name, else its public ones."""
    modules = sorted(modules_of(package.get('modules', [])))
    own = [module for module in modules if normalized(module) == normalized(package['name'])]
    return own or [module for module in modules if is_public(module)][:MODULES_MOST]


def is_public(module):
    return not any(part.startswith('_') or part in NOT_FOR_USERS for part in module.split('.'))


def modules_of(files):
    """The outermost modules among files of a site-packages directory; a namespace package does not count."""
    found = set()
    for path in files:
        *parents, last = path.split('/')
        match = MODULE_FILE.match(last)
        if match and match.group(1) == '__init__':
            found.add(tuple(parents))
        elif match and not parents and not (last.startswith('lib') and last.endswith('.so')):
            found.add((match.group(1),))
    outermost = {parts for parts in found if not any(parts[:end] in found for end in range(1, len(parts)))}
    return {
        '.'.join(parts)
        for parts in outermost
        if parts and all(part.isidentifier() and not keyword.iskeyword(part) for part in parts)
    }


def conda_packages(prefix):
    for name in glob.glob(os.path.join(glob.escape(prefix), 'conda-meta', '*.json')):
        record = json.loads(text_of(name))
        files = record.get('files', [])
        sizes = [each.get('size_in_bytes') for each in record.get('paths_data', {}).get('paths', [])]
        package = {'name': record['name'], 'version': record['version'], 'source': 'conda', 'files': files}
        package['modules'] = [path.split('/site-packages/', 1)[1] for path in files if '/site-packages/' in path]
        package['programs'] = programs_of(files)
        package['needs'] = [spec.split()[0] for spec in record.get('depends', [])]
        if len(sizes) == len(files) and None not in sizes:
            package['size'] = sum(sizes)
        yield package


def distributions(prefix):
    """Packages that pip and the like installed: each has a metadata directory, or one file."""
    places = glob.glob(os.path.join(glob.escape(prefix), 'lib*', 'python*', 'site-packages'))
    for place in set(map(os.path.realpath, places)):  # lib64 and python3.1 are often links.
        for name in os.listdir(place):
            path = os.path.join(place, name)
            for metadata in (os.path.join(path, 'METADATA'), os.path.join(path, 'PKG-INFO'), path):
                if name.endswith(('.dist-info', '.egg-info')) and os.path.isfile(metadata):
                    yield distribution(path, metadata, prefix)
                    break


def distribution(path, metadata, prefix):
    head = text_of(metadata).split('\n\n', 1)[0]
    fields = dict(re.findall(r'(?m)^(Name|Version): *(.*)$', head))
    package = {'name': fields.get('Name', ''), 'version': fields.get('Version', ''), 'source': 'pypi'}
    package['metadata'] = os.path.relpath(metadata, prefix)
    package['needs'] = re.findall(r'(?m)^Requires-Dist: *([\w.-]+)(?!.*\bextra\b)', head)
    rows = [row for row in csv.reader(text_of(os.path.join(path, 'RECORD')).splitlines()) if len(row) == 3]
    if rows:
        package['modules'] = [row[0] for row in rows]
        package['programs'] = programs_of(row[0].replace('../', '') for row in rows)
        package['size'] = sum(int(row[2]) for row in rows if row[2].isdigit())
    else:
        package['modules'] = [name + '.py' for name in text_of(os.path.join(path, 'top_level.txt')).split()]
    return package


def programs_of(files):
    """The names of files in the environment's `bin`."""
    return sorted(path[len('bin/'):] for path in files if path.startswith('bin/') and path.count('/') == 1)


def text_of(path):
    if not os.path.isfile(path):
        return ''
    with open(path, encoding='utf-8', errors='replace') as file:
        return file.read()


if __name__ == '__main__':
    main()
