"""Copies the kernelspec that a generation keeps, and fills in the secret values that are not in it.

    fill.py --kernelspec DIRECTORY --output DIRECTORY

In kernel.json, a variable with exactly the value ${secret:NAME} is set to the value of NAME in this program's
environment; kernel.json is then readable only by its owner. Jupyter replaces $NAME in these values
(string.Template), so dollar signs in a secret value are doubled.

Python 3.6 or newer.
"""
import argparse
import json
import os
import re
import shutil
import sys

MARK = re.compile(r'\$\{secret:(\w+)\}')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--kernelspec', required=True)
    parser.add_argument('--output', required=True)
    options = parser.parse_args()
    with open(os.path.join(options.kernelspec, 'kernel.json'), 'rb') as file:
        kept = file.read()
    os.makedirs(options.output, exist_ok=True)
    for name in os.listdir(options.kernelspec):
        if name != 'kernel.json':
            shutil.copyfile(os.path.join(options.kernelspec, name), os.path.join(options.output, name))
    spec = json.loads(kept.decode('utf-8'))
    secrets = {name for name, value in spec.get('env', {}).items() if MARK.fullmatch(value)}
    for name in secrets:
        spec['env'][name] = secret(MARK.fullmatch(spec['env'][name]).group(1))
    write(os.path.join(options.output, 'kernel.json'), encoded(spec) if secrets else kept, secrets)


def secret(name):
    if name not in os.environ:
        sys.exit('The value of the variable %s is secret and not kept here: set it in the environment' % name)
    return os.environ[name].replace('$', '$$')


def encoded(spec):
    text = json.dumps(spec, ensure_ascii=False, indent=1) + '\n'
    # Bytes that are not UTF-8 are written as \udcXX, as Python decodes them (surrogateescape).
    return text.encode('utf-8', 'backslashreplace')


def write(path, data, private):
    """Sets the mode of the file before writing its content."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if private else 0o666)
    with os.fdopen(file, 'wb') as output:
        output.write(data)


if __name__ == '__main__':
    main()
