"""Compiles the modules that imports of the requested packages are going to load, while the kernel starts.

    compile_ahead.py --requested FILE --output RESULT

FILE    JSON with `requested`: a list of {"modules"}
RESULT  output, JSON: how many modules were compiled

uv leaves compiling to the first import. The imports compile from the first module on, so this program begins with the
last one. It reads which modules a module imports from its source, runs none of them, and yields to all other
programs. Run it with the environment's Python, 3.6 or newer.
"""
import argparse
import importlib.util
import json
import os
import py_compile
import re
import sysconfig

IMPORT = re.compile(
    r'^[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([\w \t,*\n#]{0,5000}|[\w \t,*]{0,5000})|import[ \t]+([\w.]+))',
    re.M,
)


def main():
    parser = argparse.ArgumentParser()
    for name in ('requested', 'output'):
        parser.add_argument('--' + name, required=True)
    options = parser.parse_args()
    os.nice(10)
    with open(options.requested, encoding='utf-8') as file:
        modules = [module for each in json.load(file)['requested'] for module in each['modules']]
    compiled = 0 if all(map(is_compiled, map(source_of, modules))) else sum(map(compile_file, loaded(modules)[::-1]))
    with open(options.output, 'w', encoding='utf-8') as file:
        json.dump({'compiled': compiled}, file)


def source_of(module):
    """The file of a module in the environment, or None."""
    base = os.path.join(sysconfig.get_path('purelib'), *module.split('.'))
    return next((path for path in (os.path.join(base, '__init__.py'), base + '.py') if os.path.isfile(path)), None)


def loaded(modules):
    """The files of these modules and of those that they import, in the order of the imports."""
    found, waiting = {}, list(modules)[::-1]
    while waiting:
        module = waiting.pop()
        if module in found:
            continue
        path = found[module] = source_of(module)
        if path:
            package = module if path.endswith('__init__.py') else module.rpartition('.')[0]
            waiting += list(imported(path, package))[::-1]
    return [path for path in found.values() if path]


def imported(path, package):
    """The modules that a file may import, after the packages that they are in."""
    with open(path, encoding='utf-8', errors='replace') as file:
        text = file.read()
    for dots, module, names, plain in IMPORT.findall(text):
        if dots:
            above = package.split('.')
            module = '.'.join(above[:len(above) - len(dots) + 1] + ([module] if module else []))
        parts = (plain or module).split('.')
        for end in range(1, len(parts) + 1):
            yield '.'.join(parts[:end])
        for name in re.findall(r'(?:^|[,(])\s*(\w+)', names):
            yield module + '.' + name


def is_compiled(path):
    return path is None or os.path.exists(importlib.util.cache_from_source(path))


def compile_file(path):
    """1 if it was compiled."""
    if is_compiled(path):
        return 0
    try:
        py_compile.compile(path, doraise=True)
    except (OSError, ValueError, py_compile.PyCompileError):  # The import reports it, if it loads the module.
        return 0
    return 1


if __name__ == '__main__':
    main()
