"""Imports modules, and records what of the environment this read and looked for.

    python -c TEXT RECORD MODULE...

TEXT    this program: as a file, it would add its directory to the path
RECORD  output, lines of a word, a tab and what was found: `opened` and a file, `mapped` and a library, `listed` and a
        directory, `sought` and the name of a module or package that was not found, `whole` and why the result may depend
        on more than these. Empty: nothing is recorded. Python 3.7 and older record nothing

Ends with status 1 and an error if a module cannot be imported, or comes from elsewhere. Python 3.6 or newer.
"""
import importlib
import os
import sys
import sysconfig

IMPORT_SYSTEM = ('<frozen importlib._bootstrap_external>', '<frozen zipimport>')
METADATA = ('importlib/metadata/__init__.py', 'importlib/metadata.py', 'importlib_metadata/__init__.py')
PROCESSES = ('subprocess.Popen', 'os.system', 'os.fork', 'os.forkpty', 'os.exec', 'os.posix_spawn', 'os.spawn')


def main():
    output, *modules = sys.argv[1:]
    record = Record() if output and hasattr(sys, 'addaudithook') else None
    for name in modules:
        place = getattr(importlib.import_module(name), '__file__', None)
        if place and not place.startswith((sys.prefix, sysconfig.get_path('stdlib'))):
            sys.exit('not-isolated: %s comes from %s and not from the environment' % (name, place))
    if record:
        record.write(output)


class Record:
    """Also the last finder of modules and of packages: it is asked for those that no other one has found."""

    def __init__(self):
        self.opened, self.listed, self.sought, self.whole = set(), set(), set(), set()
        self.ended = False
        if getattr(sys, 'pycache_prefix', None):
            self.whole.add('its byte code is elsewhere')
        sys.addaudithook(self.take)
        sys.meta_path.append(self)

    def take(self, event, arguments):
        """https://docs.python.org/3/library/audit_events.html"""
        if self.ended:
            return
        if event == 'open':
            self.add(self.opened, arguments[0])
        elif event in ('os.listdir', 'os.scandir'):
            frame = sys._getframe().f_back
            caller = frame.f_code.co_filename if frame else ''
            # These look for names that are recorded.
            if caller not in IMPORT_SYSTEM and not caller.endswith(METADATA):
                self.add(self.listed, arguments[0])
        elif event in PROCESSES:
            self.whole.add('it starts another program')

    def add(self, paths, path):
        """A number is a file that is open already."""
        if path is not None and not isinstance(path, int):
            paths.add(os.fsdecode(path))

    def find_spec(self, name, path=None, target=None):
        self.sought.add(name.partition('.')[0])

    def find_distributions(self, context=None):
        name = getattr(context, 'name', None)
        if name is None:
            self.whole.add('it lists all packages')
        else:
            self.sought.add(name)
        return ()

    def write(self, output):
        """What cannot be written is not recorded: the import is done again next time."""
        self.ended = True
        try:
            with open('/proc/self/maps', 'rb') as file:
                mapped = {os.fsdecode(line[line.index(b'/'):].rstrip()) for line in file if b'/' in line}
            found = {'opened': self.opened, 'mapped': mapped, 'listed': self.listed, 'sought': self.sought, 'whole': self.whole}
            lines = ['%s\t%s\n' % (kind, each) for kind, all in found.items() for each in list(all) if '\n' not in each]
            text = ''.join(lines).encode('utf-8', 'surrogateescape')
            with open(output, 'wb') as file:
                file.write(text)
        except (OSError, ValueError, RuntimeError):
            return


main()
