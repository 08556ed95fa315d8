/**
 * Packages of conda channels that the package index has under another name, or does not have. Sources: the names that
 * grayskull, conda-forge's own tool, maps (https://github.com/conda/grayskull, `strategy/config.yaml`), and the project on
 * the index that each recipe of conda-forge builds (https://conda-forge.org/packages/).
 */
import { conda } from '../../../../sources/conda/index.js';
import { pypi } from '../../../../sources/pypi/index.js';

const words = (text: string) => text.trim().split(/\s+/);

/** `channel=index`. */
const RENAMED = `
  boruta_py=boruta dask-core=dask docker-py=docker faiss=faiss-cpu flask_cors=flask-cors gdal=gdal h2o-py=h2o
  iris=scitools-iris keras-gpu=keras libopencv=opencv-python-headless matplotlib-base=matplotlib
  msgpack-python=msgpack neo4j-python-driver=neo4j numpy-base=numpy openbabel=openbabel-wheel
  opencv=opencv-python-headless ortools-python=ortools pvlib-python=pvlib py-opencv=opencv-python-headless
  py-xgboost=xgboost py-xgboost-cpu=xgboost py-xgboost-gpu=xgboost pysoundfile=soundfile pytables=tables
  python-annoy=annoy python-cdo=cdo python-confluent-kafka=confluent-kafka python-flatbuffers=flatbuffers
  python-graphviz=graphviz python-htcondor=htcondor python-kaleido=kaleido python-neo=neo
  python-sounddevice=sounddevice python-symengine=symengine python-xxhash=xxhash pytorch=torch pytorch-cpu=torch
  pytorch-gpu=torch pytorch_geometric=torch-geometric redis-py=redis tensorflow-base=tensorflow
  tensorflow-gpu=tensorflow tensorflow-mkl=tensorflow
`;

/** Libraries, compilers and programs. Wheels of the index contain the libraries that they need. */
const ABSENT = `
  blas boost-cpp bzip2 c-compiler ca-certificates compilers cuda cuda-toolkit cuda-version cudatoolkit cudnn
  cxx-compiler eigen esmf fftw fortran-compiler geos gmt gsl hdf4 hdf5 icu jpeg krb5 lapack metis mkl-service nccl nco
  ncurses nomkl openblas openssl petsc poppler powerai proj proj4 pytorch-cuda pytorch-mutex r-base r-essentials
  r-irkernel readline samtools suitesparse tbb texlive-core tk udunits2 xz zlib zstd
`;

/** `index=channel`: packages of the index that channels have only under another name, or under the name of which they have a library. */
const ON_CHANNELS = `
  annoy=python-annoy blosc=python-blosc boruta=boruta_py brotli=brotli-python build=python-build cdo=python-cdo
  confluent-kafka=python-confluent-kafka docker=docker-py flatbuffers=python-flatbuffers graphviz=python-graphviz
  htcondor=python-htcondor igraph=python-igraph kaleido=python-kaleido msgpack=msgpack-python neo=python-neo
  neo4j=neo4j-python-driver openbabel-wheel=openbabel opencv-contrib-python=opencv opencv-contrib-python-headless=opencv
  opencv-python=opencv opencv-python-headless=opencv ortools=ortools-python psycopg2-binary=psycopg2 pvlib=pvlib-python
  pyqt5=pyqt redis=redis-py scitools-iris=iris snappy=python-snappy sounddevice=python-sounddevice soundfile=pysoundfile
  symengine=python-symengine tables=pytables torch=pytorch torch-geometric=pytorch_geometric tzdata=python-tzdata
  xxhash=python-xxhash
`;

/** Libraries and programs of channels that the index has as a Python package. */
const WITHOUT_PYTHON = new Set(
  words('blosc brotli cdo flatbuffers graphviz htcondor igraph snappy symengine tzdata xxhash'),
);

/** Parts of other packages: `libgcc-ng`, `_libgcc_mutex`, `gcc_linux-64`, and packages of R. */
const PART = /^(?:_|lib(?!rosa$|cst$|sass$)|r-|bioconductor-|font-)|_linux-64$|-ng$|-cpp$/;

const rows = (text: string) => words(text).map((row) => row.split('=') as [string, string]);
const renamed = new Map(rows(RENAMED));
const absent = new Set(words(ABSENT));
const onChannels = new Map(rows(ON_CHANNELS));

/** Whether a name without a channel asks for a package of a channel. */
export function isChannelName(name: string): boolean {
  const plain = conda.normalizeName(name);
  return renamed.has(plain) || absent.has(plain);
}

/** The name that the package index has for a package of a channel; undefined if it has no such package. */
export function nameOnIndex(name: string): string | undefined {
  const plain = conda.normalizeName(name);
  return renamed.get(plain) ?? (absent.has(plain) || PART.test(plain) ? undefined : name);
}

/** The name that channels have for a package of the index, if it is another one. */
export function nameOnChannels(name: string): string | undefined {
  return onChannels.get(pypi.normalizeName(name));
}

/** Whether the package of a channel with this name is a library or a program, and its Python package has another name. */
export function hasNoPython(name: string): boolean {
  return WITHOUT_PYTHON.has(conda.normalizeName(name));
}
