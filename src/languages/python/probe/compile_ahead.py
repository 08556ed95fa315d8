"""Compiles the modules that imports of the requested packages are going to load, while the kernel starts.

    compile_ahead.py --requested FILE --output RESULT

FILE    JSON with `requested`: a list of {"modules"}
RESULT  output, JSON: how many modules there were to compile

Some package managers leave compiling to the first import. Packages are imported in parallel and have modules in common,
which each of them would compile; this program compiles each once, on several processors. It reads which modules a module
imports from its source, and runs none of them. What a module imports within a function is left to that. A module that is
compiled already was imported before, with all that it imports. Run it with the environment's Python, 3.6 or newer.
"""
import argparse
import importlib.util
import json
import os
import py_compile
import re
import sysconfig

AT_ONCE_MOST = 4
# At the beginning of a line, or of the first line of a block that is no function.
IMPORT = re.compile(
    r'\n(?:(?:try|if|elif|else|except|with)\b[^\n]{0,500}:[ \t]*\n[ \t]+)?'
    r'(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([\w \t,*\n#]{0,5000}|[\w \t,*]{0,5000})|import[ \t]+([\w.]+))',
)


def main():
    parser = argparse.ArgumentParser()
    for name in ('requested', 'output'):
        parser.add_argument('--' + name, required=True)
    options = parser.parse_args()
    processors = min(AT_ONCE_MOST, len(os.sched_getaffinity(0)))
    with open(options.requested, encoding='utf-8') as file:
        modules = [module for each in json.load(file)['requested'] for module in each['modules']]
    # One processor would do nothing else meanwhile, and the imports follow one another.
    paths = to_compile(modules) if processors > 1 else []
    compile_all(paths, processors)
    with open(options.output, 'w', encoding='utf-8') as file:
        json.dump({'compiled': len(paths)}, file)


def source_of(module):
    """The file of a module in the environment, or None."""
    base = os.path.join(sysconfig.get_path('purelib'), *module.split('.'))
    return next((path for path in (os.path.join(base, '__init__.py'), base + '.py') if os.path.isfile(path)), None)


def to_compile(modules):
    """The files of these modules and of those that they import, except what is compiled already."""
    found, waiting = {}, list(modules)
    while waiting:
        module = waiting.pop()
        if module in found:
            continue
        path = found[module] = source_of(module)
        if path and is_compiled(path):
            found[module] = None
        elif path:
            package = module if path.endswith('__init__.py') else module.rpartition('.')[0]
            waiting += imported(path, package)
    return [path for path in found.values() if path]


def imported(path, package):
    """The modules that a file may import, after the packages that they are in."""
    with open(path, encoding='utf-8', errors='replace') as file:
        text = '\n' + file.read()
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
    return os.path.exists(importlib.util.cache_from_source(path))


def compile_all(paths, processors):
    """Large files first, so that all processors end at the same time."""
    paths = sorted(paths, key=os.path.getsize, reverse=True)
    children = [start(compile_each, paths[first::processors]) for first in range(processors)]
    for child in children:
        os.waitpid(child, 0)


def start(work, given):
    """The id of a new process."""
    parent, child = os.getpid(), os.fork()
    if child == 0:
        try:
            work(given, parent)
        finally:
            os._exit(0)
    return child


def compile_each(paths, parent):
    for path in paths:
        if os.getppid() != parent:  # It was ended.
            return
        try:
            if not is_compiled(path):
                py_compile.compile(path, doraise=True)
        except (OSError, ValueError, py_compile.PyCompileError):  # The import reports it, if it loads the module.
            continue


if __name__ == '__main__':
    main()
