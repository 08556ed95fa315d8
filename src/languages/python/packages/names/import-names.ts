/**
 * Import names of Python packages, and the packages on the index that contain them, if the two names differ. From the
 * `top_level.txt` and the documentation of these packages.
 */

const DISTRIBUTIONS = `
  absl=absl-py apiclient=google-api-python-client attr=attrs Bio=biopython bs4=beautifulsoup4 cairo=pycairo
  colour=colour-science community=python-louvain cpuinfo=py-cpuinfo Crypto=pycryptodome
  Cryptodome=pycryptodomex cv2=opencv-python-headless dateutil=python-dateutil dbus=dbus-python
  decouple=python-decouple discord=discord.py docx=python-docx dotenv=python-dotenv editor=python-editor
  faiss=faiss-cpu ffmpeg=ffmpeg-python fitz=pymupdf gi=pygobject git=gitpython github=pygithub
  gitlab=python-gitlab google.cloud.storage=google-cloud-storage google.protobuf=protobuf
  googleapiclient=google-api-python-client grpc=grpcio hydra=hydra-core ipykernel_launcher=ipykernel imblearn=imbalanced-learn
  jose=python-jose jwt=pyjwt kafka=kafka-python ldap=python-ldap magic=python-magic mpl_toolkits=matplotlib
  MeCab=mecab-python3 mysql=mysql-connector-python MySQLdb=mysqlclient nacl=pynacl odf=odfpy ogr=gdal openbabel=openbabel-wheel
  OpenGL=pyopengl OpenSSL=pyopenssl osgeo=gdal osr=gdal PIL=pillow pkg_resources=setuptools
  pptx=python-pptx psycopg2=psycopg2-binary pylab=matplotlib pymol=pymol-open-source pywt=pywavelets
  pyximport=cython rest_framework=djangorestframework ruamel=ruamel.yaml serial=pyserial skbio=scikit-bio
  skfda=scikit-fda skimage=scikit-image sklearn=scikit-learn sklearn_extra=scikit-learn-extra
  sklego=scikit-lego skopt=scikit-optimize sksparse=scikit-sparse skvideo=scikit-video
  slugify=python-slugify snappy=python-snappy socks=pysocks speech_recognition=speechrecognition
  stl=numpy-stl swiftclient=python-swiftclient telegram=python-telegram-bot tlz=toolz umap=umap-learn
  usb=pyusb vtkmodules=vtk wx=wxpython xdg=pyxdg yaml=pyyaml zmq=pyzmq
`;

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Import name → package, if the two differ. */
export const importNames: ReadonlyMap<string, string> = new Map(
  words(DISTRIBUTIONS).map((row) => row.split('=') as [string, string]),
);

// Modules that newer versions of their package lack. setuptools removed `pkg_resources` in version 82:
// https://setuptools.pypa.io/en/latest/history.html
const EARLIER: Readonly<Record<string, ImportedPackage>> = {
  pkg_resources: { name: 'setuptools', spec: 'setuptools<82' },
  distutils: { name: 'setuptools', spec: 'setuptools' },
};

interface ImportedPackage {
  name: string;
  spec: string;
}

/** The package for an imported module such as `sklearn.svm`: from the tables, else the package with the same name. */
export function packageOfImport(module: string): ImportedPackage {
  const earlier = EARLIER[topLevel(module)];
  if (earlier) return earlier;
  const parts = module.split('.').slice(0, 4);
  const prefixes = parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
  const known = prefixes.map((prefix) => importNames.get(prefix)).find((name) => name !== undefined);
  const own = topLevel(module).replace(/^_+|_+$/g, '');
  const name = known ?? own.replaceAll('_', '-');
  return { name, spec: name };
}

function topLevel(module: string): string {
  return module.split('.', 1)[0] ?? '';
}
