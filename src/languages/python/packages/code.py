"""Finds what Python code and notebooks import and install, by the parser of Python.

    code.py

Input   JSON: a list of texts, each the source of a program, or a notebook as JSON
Output  JSON: for each text a list of statements, each with its `text` as one of `import x.y`, `pip install x`,
        `conda install x` and others that a terminal knows, its `line` in a program, and `optional` if the code goes
        on without it; null if the text is a notebook that cannot be read

A cell that Python cannot parse is read line by line, so that it does not hide the other cells. Nothing is run or
imported. Python 3.6 or newer.
"""
import ast
import json
import re
import sys

MAGIC = re.compile(r'^(\s*)(?:[%!]|\w+\s*=\s*[%!]|.*[^\s?]\?{1,2}\s*$)')
SHELL = re.compile(r'^\s*(?:\w+\s*=\s*)?(?:!|%(?:sx|system)\s+|%(?=(?:pip|conda|mamba|micromamba|uv|pixi)\s))\s*(.*)$')
LOAD = re.compile(r'^\s*%(?:load_ext|reload_ext)\s+([\w.]+)')
SHELL_CELL = re.compile(r'^\s*%%(?:bash|sh|shell|script\s+(?:ba)?sh|!)\b')
# The rest of such a cell is Python.
PYTHON_CELL = re.compile(r'^\s*%%(?:time|timeit|capture|prun|memit|mprun|lprun|python3?|px|debug|snakeviz|skip)\b')
# A cell without any of these asks for nothing.
ASKING = re.compile(r'import|system|subprocess|run_line_magic|%|!')
IMPORT_LINE = re.compile(r'^\s*(?:import|from)\s+[A-Za-z_]')
# Calls of these are within expressions, in which nothing else is looked for.
CALLING = re.compile(r'import_module|__import__|system|subprocess|run_line_magic')
BLOCKS = ('body', 'orelse', 'finalbody', 'handlers', 'cases')
# IPython has them: https://ipython.readthedocs.io/en/stable/config/extensions/
OWN_EXTENSIONS = ('autoreload', 'storemagic')
FORGIVEN = ('ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException')


def main():
    texts = json.loads(sys.stdin.buffer.read().decode('utf-8'))
    json.dump([statements(text) for text in texts], sys.stdout)


def statements(text):
    if re.match(r'\s*\{\s*"', text) is None:
        return in_cell(text, True)
    try:
        notebook = json.loads(text)
        # Before nbformat 4, cells were in worksheets and had their code as `input`.
        sheets = notebook.get('worksheets', [notebook])
        cells = [cell for sheet in sheets for cell in sheet['cells'] if cell['cell_type'] == 'code']
        sources = [cell['source'] if 'source' in cell else cell['input'] for cell in cells]
        joined = [source if isinstance(source, str) else ''.join(source) for source in sources]
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return [found for source in joined for found in in_cell(source, False)]


def in_cell(source, has_lines):
    """The statements of one cell or program, in the order of its lines."""
    if not ASKING.search(source):
        return []
    lines = source.split('\n')
    first = next((line for line in lines if line.strip()), '')
    if SHELL_CELL.match(first):
        found = [(number, line.strip(), False) for number, line in enumerate(lines, 1) if not line.startswith('%%')]
    elif first.lstrip().startswith('%%') and not PYTHON_CELL.match(first):
        found = []
    else:
        found = in_python(lines)
    return [
        dict({'text': text}, **dict(({'line': number} if has_lines else {}), **({'optional': True} if optional else {})))
        for number, text, optional in sorted(found, key=lambda each: each[0])
        if text
    ]


def in_python(lines):
    found, plain = [], []
    tree = parsed(lines)
    for number, line in enumerate(lines, 1):
        is_magic = tree is None and MAGIC.match(line)
        plain.append(is_magic.group(1) + 'pass' if is_magic else line)
        if is_magic or line.startswith('%%'):
            found += magic(number, line)
    tree = tree or parsed(plain)
    if tree is None:
        return found + [each for number, line in enumerate(plain, 1) for each in in_line(number, line)]
    collect(tree, found, CALLING.search('\n'.join(lines)) is not None)
    return found


def parsed(lines):
    try:
        return ast.parse('\n'.join('' if line.startswith('%%') else line for line in lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def in_line(number, line):
    if not IMPORT_LINE.match(line):
        return []
    found = []
    tree = parsed([line.strip()])
    if tree is not None:
        collect(tree, found, False)
    return [(number, text, optional) for _, text, optional in found]


def magic(number, line):
    shell, load = SHELL.match(line), LOAD.match(line)
    if load and load.group(1) in OWN_EXTENSIONS:
        return []
    if load:
        return [(number, 'import ' + load.group(1), False)]
    return [(number, shell.group(1).strip(), False)] if shell else []


def collect(tree, found, in_calls):
    """Adds what a tree imports and installs. Not recursive: code may be nested deeply."""
    waiting = [(tree, False)]
    while waiting:
        node, optional = waiting.pop()
        if isinstance(node, ast.Import):
            found += [(node.lineno, 'import ' + name.name, optional) for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.append((node.lineno, 'import ' + node.module, optional))
        elif isinstance(node, ast.Call):
            found += called(node, optional)
        forgiving = optional or forgives(node)
        for block in BLOCKS:
            # What is imported in place of something missing is not needed either.
            inside = forgiving if block in ('body', 'handlers') else optional
            children = getattr(node, block, None)
            waiting += [(child, inside) for child in children] if isinstance(children, list) else []
        if in_calls and isinstance(node, (ast.Expr, ast.Assign, ast.Call, ast.Return)):
            waiting += [(child, optional) for child in ast.iter_child_nodes(node)]


def forgives(node):
    """Whether the code goes on without what the body of a statement imports."""
    if isinstance(node, ast.If):
        return name_of(node.test).endswith('TYPE_CHECKING')
    if not isinstance(node, ast.Try):
        return False
    for handler in node.handlers:
        kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        if any(kind is None or name_of(kind) in FORGIVEN for kind in kinds):
            return not ends(handler.body)
    return False


def ends(body):
    """Whether a handler raises again or exits."""
    last = body[-1] if body else None
    call = last.value if isinstance(last, ast.Expr) else None
    return isinstance(last, ast.Raise) or (isinstance(call, ast.Call) and name_of(call.func) in ('sys.exit', 'exit', 'quit'))


def called(node, optional):
    """Modules and commands in the arguments of functions."""
    name = name_of(node.func)
    texts = [text_of(each) for each in node.args]
    first = texts[0] if texts else None
    if name in ('importlib.import_module', 'import_module', '__import__') and first and re.match(r'^[\w.]+$', first):
        return [(node.lineno, 'import ' + first, optional)]
    exported = name == '' and isinstance(node.func, ast.Attribute) and exported_magic(node.func, texts)
    if (exported or name == 'os.system') and first:
        return [(node.lineno, exported or first, optional)]
    if name.startswith('subprocess.') and node.args and isinstance(node.args[0], (ast.List, ast.Tuple)):
        words = [text_of(each) or name_of(each) for each in node.args[0].elts]
        if words[:1] == ['sys.executable']:
            words[0] = 'python'
        return [(node.lineno, ' '.join(words), optional)] if all(words) else []
    return []


def exported_magic(method, texts):
    """The command of a magic in a notebook that was exported as a program."""
    if not isinstance(method.value, ast.Call) or name_of(method.value.func) != 'get_ipython' or not all(texts):
        return None
    if method.attr == 'run_line_magic' and texts[0] in ('pip', 'conda', 'mamba', 'uv'):
        return ' '.join(texts)
    return texts[0] if method.attr == 'system' else None


def name_of(node):
    """`a.b` of a name or an attribute; empty for anything else."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return '.'.join([node.id] + parts[::-1]) if isinstance(node, ast.Name) else ''


def text_of(node):
    """The value of a text; Python 3.6 and 3.7 have another class for it."""
    value = getattr(node, 'value', getattr(node, 's', None))
    return value if isinstance(value, str) else None


if __name__ == '__main__':
    main()
