"""Prints the packages of the environment of the Python that runs it.

    installed.py

Output  JSON: `version` of Python, `conda` (whether conda made the environment), and `packages`, each with `name`, `version`,
        `needs` (names) and, if it is not from an index, `direct` (where it is from)

Reads only installed metadata and imports none of the packages. Python 3.6 or newer.
"""
import json
import os
import re
import sys


def main():
    found = {}
    for package in packages():
        # The first on the search path is the one that is imported.
        found.setdefault(normalized(package['name']), package)
    version = '%d.%d.%d' % sys.version_info[:3]
    conda = os.path.isdir(os.path.join(sys.prefix, 'conda-meta'))
    print(json.dumps({'version': version, 'conda': conda, 'packages': list(found.values())}))


def normalized(name):
    return re.sub(r'[-_.]+', '-', name).lower()


def packages():
    try:
        from importlib import metadata
    except ImportError:
        return old_packages()
    return filter(None, map(package_of, metadata.distributions()))


def package_of(distribution):
    try:
        name, version = distribution.metadata['Name'], distribution.version
        if not name or not version:
            return None
        package = {'name': name, 'version': version, 'needs': list(needs_of(distribution.requires or []))}
        direct = json.loads(distribution.read_text('direct_url.json') or '{}').get('url')
        return dict(package, direct=direct) if direct else package
    except Exception:  # Whatever is wrong with the metadata of one package, the others are listed.
        return None


def needs_of(requirements):
    for requirement in requirements:
        name = re.match(r'[\w.-]+', requirement)
        if name and not re.search(r';.*\bextra\b', requirement):
            yield name.group()


def old_packages():
    """Before Python 3.8."""
    import pkg_resources

    for each in pkg_resources.working_set:
        try:
            needs = [needed.project_name for needed in each.requires()]
        except Exception:
            needs = []
        yield {'name': each.project_name, 'version': each.version, 'needs': needs}


main()
