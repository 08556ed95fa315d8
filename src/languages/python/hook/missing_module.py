"""A cell for a Python kernel: shows a link below the traceback of a ModuleNotFoundError, to the page
that adds the module.

IPython runs it when a kernel starts, by `runpy.run_path`, with `portal_url` (the address of the app) among its names. The
kernel is the one with a kernelspec beside this file, or else the one with this interpreter. Nothing of this gets into the
notebook's namespace. Python 3.6 or newer.
"""


def install(portal_url, file):
    # Imported here: the handler must not depend on names of this module, which ends before the notebook begins.
    from html import escape
    from importlib.util import find_spec
    from os.path import basename, dirname, isfile, join
    from sys import executable
    from urllib.parse import urlencode

    from IPython import get_ipython
    from IPython.display import display

    shell = get_ipython()
    # A handler of the person's own profile, or of another extension, is left alone.
    if shell is None or shell.custom_exceptions:
        return
    directory = dirname(file)
    kernel = {'kernel': basename(directory)} if isfile(join(directory, 'kernel.json')) else {}

    def is_installed(module):
        try:
            return find_spec(module) is not None
        except (ImportError, ValueError):
            return False

    def show_link(module):
        link = '%s/missing-module?%s' % (portal_url, urlencode(dict(kernel, python=executable, module=module)))
        html = '<div>add it: <a href="%s" target="_blank" rel="noopener">%s</a></div>'
        shown = escape('add %s to this kernel' % module)
        display({'text/plain': 'add it: ' + link, 'text/html': html % (escape(link), shown)}, raw=True)

    def handle(self, error_type, error, traceback, tb_offset=None):
        self.showtraceback((error_type, error, traceback), tb_offset=tb_offset)
        module = getattr(error, 'name', None)
        # If a part of an installed package is missing, adding the package does not help.
        if module and not is_installed(module.partition('.')[0]):
            show_link(module)

    shell.set_custom_exc((ModuleNotFoundError,), handle)


if 'portal_url' in globals():
    install(globals()['portal_url'], __file__)
