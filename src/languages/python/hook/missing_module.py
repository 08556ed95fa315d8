"""A cell for a Python kernel: shows a link below the traceback of a ModuleNotFoundError, to the page
that adds the module.

IPython runs it when a kernel starts, by `runpy.run_path`, with `portal_url` (the address of the app) among its names. The
kernel is the one with a kernelspec beside this file, or else the one with this interpreter. Nothing of this gets into the
notebook's namespace. Python 3.6 or newer.
"""


def install(portal_url, file):
    # Imported here: the link must not depend on names of this module, which ends before the notebook begins.
    import sys
    from functools import wraps
    from html import escape
    from importlib.util import find_spec
    from os.path import basename, dirname, isfile, join
    from urllib.parse import urlencode

    from IPython import get_ipython
    from IPython.display import display

    shell = get_ipython()
    if shell is None:
        return
    directory = dirname(file)
    kernel = {'kernel': basename(directory)} if isfile(join(directory, 'kernel.json')) else {}

    def is_module(name):
        """Whether an import statement can name it. A program may raise the error with any name, or none."""
        return isinstance(name, str) and len(name) <= 200 and all(map(str.isidentifier, name.split('.')))

    def may_be_added(module):
        """Not what Python was compiled without, nor a part that an installed package does not have."""
        package, _, part = module.partition('.')
        if package in getattr(sys, 'stdlib_module_names', ()):
            return False
        try:
            found = find_spec(package)
        except Exception:
            return False
        # Several packages may share a directory without __init__.py, such as google.
        return found is None or bool(part) and found.origin in (None, 'namespace')

    def show_link(module):
        link = '%s/missing-module?%s' % (portal_url, urlencode(dict(kernel, interpreter=sys.executable, module=module)))
        html = '<div>add it: <a href="%s" target="_blank" rel="noopener">%s</a></div>'
        # Without a kernelspec beside it, the kernel is a central one, and the page makes another.
        shown = escape(('add %s to this kernel' if kernel else 'a kernel like this one, plus %s') % module)
        display({'text/plain': 'add it: ' + link, 'text/html': html % (escape(link), shown)}, raw=True)

    usual = shell.showtraceback

    # `set_custom_exc` has one handler, which is the person's, and %run and widgets do not call it.
    @wraps(usual)
    def showtraceback(exc_tuple=None, *words, **options):
        usual(exc_tuple, *words, **options)
        error = (exc_tuple or sys.exc_info())[1]
        module = error.name if isinstance(error, ModuleNotFoundError) else None
        if is_module(module) and may_be_added(module):
            show_link(module)

    shell.showtraceback = showtraceback


if 'portal_url' in globals():
    install(globals()['portal_url'], __file__)
