/** Import names of Python packages, and the packages on the index that contain them, if the two names differ. */

const DISTRIBUTIONS = `
  absl=absl-py apiclient=google-api-python-client attr=attrs Bio=biopython bs4=beautifulsoup4 cairo=pycairo
  colour=colour-science community=python-louvain cpuinfo=py-cpuinfo Crypto=pycryptodome
  Cryptodome=pycryptodomex cv2=opencv-python-headless dateutil=python-dateutil dbus=dbus-python
  decouple=python-decouple discord=discord.py docx=python-docx dotenv=python-dotenv editor=python-editor
  faiss=faiss-cpu ffmpeg=ffmpeg-python fitz=pymupdf gi=pygobject git=gitpython github=pygithub
  gitlab=python-gitlab google.cloud.storage=google-cloud-storage google.protobuf=protobuf
  googleapiclient=google-api-python-client grpc=grpcio hydra=hydra-core imblearn=imbalanced-learn
  jose=python-jose jwt=pyjwt kafka=kafka-python ldap=python-ldap magic=python-magic mpl_toolkits=matplotlib
  mysql=mysql-connector-python MySQLdb=mysqlclient nacl=pynacl odf=odfpy ogr=gdal openbabel=openbabel-wheel
  OpenGL=pyopengl OpenSSL=pyopenssl osgeo=gdal osr=gdal PIL=pillow pkg_resources=setuptools
  pptx=python-pptx psycopg2=psycopg2-binary pylab=matplotlib pymol=pymol-open-source pywt=pywavelets
  pyximport=cython rest_framework=djangorestframework ruamel=ruamel.yaml serial=pyserial skbio=scikit-bio
  skfda=scikit-fda skimage=scikit-image sklearn=scikit-learn sklearn_extra=scikit-learn-extra
  sklego=scikit-lego skopt=scikit-optimize sksparse=scikit-sparse skvideo=scikit-video
  slugify=python-slugify snappy=python-snappy socks=pysocks speech_recognition=speechrecognition
  stl=numpy-stl swiftclient=python-swiftclient telegram=python-telegram-bot tlz=toolz umap=umap-learn
  usb=pyusb vtkmodules=vtk wx=wxpython xdg=pyxdg yaml=pyyaml zmq=pyzmq
`;

const STANDARD = `
  __future__ abc argparse array ast asyncio atexit base64 bisect builtins bz2 calendar cmath cmd code codecs collections
  colorsys compileall concurrent configparser contextlib contextvars copy copyreg csv ctypes curses dataclasses datetime
  dbm decimal difflib dis doctest email encodings enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib
  functools gc getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http imaplib importlib inspect io
  ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math mimetypes mmap multiprocessing
  netrc numbers operator optparse os pathlib pdb pickle pickletools pkgutil platform plistlib poplib posix pprint profile
  pstats pty pwd py_compile queue quopri random re readline reprlib resource runpy sched secrets select selectors shelve
  shlex shutil signal site smtplib socket socketserver sqlite3 ssl stat statistics string stringprep struct subprocess
  symtable sys sysconfig syslog tabnanny tarfile tempfile termios textwrap this threading time timeit tkinter token
  tokenize tomllib trace traceback tracemalloc tty turtle types typing unicodedata unittest urllib uuid venv warnings wave
  weakref webbrowser wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
`;

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Import name → package, if the two differ. */
export const importNames: ReadonlyMap<string, string> = new Map(
  words(DISTRIBUTIONS).map((row) => row.split('=') as [string, string]),
);

const standard: ReadonlySet<string> = new Set(words(STANDARD));

/** Whether a module is part of Python. */
export function isStandardModule(name: string): boolean {
  return standard.has(topLevel(name));
}

/** The package of an imported module such as `sklearn.svm`: from the table, else the one with the same name. */
export function packageOfImport(module: string): string {
  const parts = module.split('.').slice(0, 4);
  const prefixes = parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
  const known = prefixes.map((prefix) => importNames.get(prefix)).find((name) => name !== undefined);
  return (
    known ??
    topLevel(module)
      .replace(/^_+|_+$/g, '')
      .replaceAll('_', '-')
  );
}

function topLevel(module: string): string {
  return module.split('.', 1)[0] ?? '';
}
