/** Modules that are part of Python, which no package has to provide. */

// `sys.stdlib_module_names` of Python 3.11 and 3.14, and modules of 3.6 to 3.9 that were removed before:
// https://docs.python.org/3/library/sys.html#sys.stdlib_module_names
const STANDARD = `
  __future__ __main__ _abc _aix_support _ast _asyncio _bisect _blake2 _bootsubprocess _bz2 _codecs _codecs_cn
  _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _collections _collections_abc _colorize _compat_pickle
  _compression _contextvars _crypt _csv _ctypes _curses _curses_panel _datetime _dbm _decimal _dummy_thread
  _dummy_threading _elementtree _functools _gdbm _hashlib _heapq _imp _interpreters _io _json _locale _lsprof _lzma
  _markupbase _md5 _msi _multibytecodec _multiprocessing _opcode _operator _osx_support _overlapped _pickle
  _posixshmem _posixsubprocess _py_abc _pydecimal _pyio _pyrepl _queue _random _scproxy _sha1 _sha2 _sha256 _sha3
  _sha512 _signal _sitebuiltins _socket _sqlite3 _sre _ssl _stat _statistics _string _strptime _struct _suggestions
  _symtable _sysconfig _thread _threading_local _tkinter _tokenize _tracemalloc _typing _uuid _warnings _weakref
  _weakrefset _winapi _zoneinfo _zstd abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore
  atexit audioop base64 bdb binascii binhex bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code
  codecs codeop collections colorsys compileall compression concurrent configparser contextlib contextvars copy
  copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest dummy_threading
  email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch formatter fractions ftplib
  functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib
  imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma macpath
  mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath
  nturl2path numbers opcode operator optparse os ossaudiodev parser pathlib pdb pickle pickletools pipes pkgutil
  platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat
  queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex
  shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl
  stat statistics string stringprep struct subprocess sunau symbol symtable sys sysconfig syslog tabnanny tarfile
  telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib trace traceback
  tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref
  webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
`;

// Names of Python 2 that Python 3 changed: https://docs.python.org/3/whatsnew/3.0.html#library-changes
const PYTHON_2 =
  '__builtin__ BaseHTTPServer ConfigParser Cookie HTMLParser Queue SocketServer StringIO Tkinter UserDict anydbm cPickle cStringIO commands cookielib copy_reg exceptions htmlentitydefs httplib repr robotparser sets thread tkMessageBox urllib2 urlparse xmlrpclib';

// The first version without a module: https://peps.python.org/pep-0594/, https://peps.python.org/pep-0632/ and
// https://docs.python.org/3/whatsnew/
const REMOVED: Readonly<Record<string, string>> = {
  '3.8': 'macpath dummy_threading _dummy_thread',
  '3.10': 'binhex formatter parser symbol',
  '3.12': 'asynchat asyncore distutils imp smtpd',
  '3.13':
    'aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev pipes sndhdr spwd sunau telnetlib uu xdrlib',
};

const words = (text: string): string[] => text.trim().split(/\s+/);

const standard = new Set(words(STANDARD));
const python2 = new Set(words(PYTHON_2));
const removed = new Map(
  Object.entries(REMOVED).flatMap(([version, names]) => words(names).map((name) => [name, version] as const)),
);

/** Why no package has to provide a module; undefined if one has to. */
export function standardModuleWords(module: string): string | undefined {
  const name = module.split('.', 1)[0] ?? '';
  const version = removed.get(name);
  if (version) return `\`${name}\` was a part of Python before ${version}`;
  if (python2.has(name)) return `\`${name}\` is a part of Python 2 only`;
  return standard.has(name) ? `\`${name}\` is a part of Python` : undefined;
}
