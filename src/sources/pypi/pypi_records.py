"""A part of manifest.py: reads what pip and uv record, every *.dist-info/RECORD."""
import csv
import os
import re


# https://packaging.python.org/en/latest/specifications/recording-installed-packages/
def records(prefix):
    for place in site_directories(prefix):
        for name in sorted(os.listdir(place)):
            record = os.path.join(place, name, 'RECORD')
            match = re.match(r'(.+?)-([^-]+)\.dist-info$', name)
            if match and os.path.isfile(record):
                with open(record, encoding='utf-8', newline='', errors='surrogateescape') as text:
                    rows = [row[0] for row in csv.reader(text) if row]
                paths = [inside(prefix, place, row) for row in rows]
                yield match.group(1), match.group(2), os.path.relpath(record, prefix), paths


def inside(prefix, place, path):
    """Relative to the prefix."""
    whole = place + '/' + path
    return os.path.relpath(whole, prefix) if '..' in path or not whole.startswith(prefix + '/') else whole[len(prefix) + 1:]


def site_directories(prefix):
    """As real paths, once each: lib64 is often a link to lib."""
    found = set()
    for library in ('lib', 'lib64'):
        place = os.path.join(prefix, library)
        for name in os.listdir(place) if os.path.isdir(place) else []:
            path = os.path.realpath(os.path.join(place, name, 'site-packages'))
            if name.startswith('python') and os.path.isdir(path):
                found.add(path)
    return sorted(found)
