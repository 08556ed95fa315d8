"""A part of manifest.py: reads what conda records, a file in conda-meta for each package."""
import json
import os


def records(prefix):
    directory = os.path.join(prefix, 'conda-meta')
    for file in sorted(os.listdir(directory)) if os.path.isdir(directory) else []:
        if file.endswith('.json'):
            with open(os.path.join(directory, file), encoding='utf-8') as text:
                record = json.load(text)
            yield record['name'], record['version'], 'conda-meta/' + file, record.get('files', [])
