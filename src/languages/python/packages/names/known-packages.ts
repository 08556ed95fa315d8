/** Well-known packages for science and data work, by their normalised names on PyPI or conda channels. */
import { pypi } from '../../../../sources/pypi/index.js';

const NAMES = `
  absl-py accelerate adjusttext aiohttp altair anndata anyio arviz asdf astropy astroquery attrs autograd awkward basemap
  beautifulsoup4 biopython black blosc bokeh boost-histogram bottleneck boto3 bqplot brian2 cartopy catboost cdsapi celery
  certifi cffi cfgrib cftime chainer chardet charset-normalizer click cloudpickle cmake cmocean colorama colorcet conda
  contextily coverage cryptography cudf cuml cupy cvxopt cvxpy cycler cython dash dask dask-jobqueue dask-ml datasets
  datashader deap decorator deepspeed descartes diffusers dill distributed django docutils duckdb earthengine-api einops
  esmpy evaluate faiss-cpu fastapi fastparquet fastprogress fbprophet filelock fiona flask flax folium fsspec gast gcc
  gdal gensim geopandas geopy gfortran ggplot2 git gitpython gmpy2 gpytorch graphviz grpcio gsw h5netcdf h5py hdbscan
  hdf5 healpy holoviews httpx huggingface-hub hvplot hydra-core hypothesis idna igraph imageio imbalanced-learn intake
  ipdb ipykernel ipyleaflet ipympl ipyparallel ipython ipywidgets iris jax jaxlib jinja2 joblib jsonschema julia jupyter
  jupyter-client jupyterlab kaleido keras keras-tuner kiwisolver lammps langchain leidenalg librosa lifelines lightgbm
  lightning llvmlite lmfit lxml mamba markdown matplotlib mdanalysis mecab-python3 mdtraj metpy mlflow mlxtend mne more-itertools
  mpi4py mpich mpmath msgpack multiprocess mypy nbconvert nbformat nco netcdf4 networkx nibabel nilearn nltk nodejs
  notebook numba numcodecs numexpr numpy numpyro octave odfpy onnx onnxruntime openai openblas opencv
  opencv-python opencv-python-headless openmm openmpi openpyxl optax optuna orjson osmnx packaging pandas pandas-datareader
  pandoc panel papermill param parsl patsy peft pillow pint pip plotly plotnine polars pooch powerai powerlaw pre-commit prefect
  progressbar2 prophet protobuf psutil psycopg2 psycopg2-binary py-opencv pyarrow pybind11 pycocotools pycryptodome
  pydantic pydap pydicom pydot pygments pygmt pyhdf pyjwt pykrige pymc pymongo pymupdf pymysql pyomo pyopenssl
  pyparsing pypdf pypdf2 pyproj pyqt pyqtgraph pyresample pysal pyserial pyshp pyside6 pyspark pystac pytables pytest
  python-dateutil python-docx python-dotenv python-graphviz python-igraph python-louvain pytorch pytorch-lightning
  pyvista pywavelets pyyaml pyzmq qiskit r-base r-essentials r-irkernel rasterio rasterstats ray rdkit regex requests rich rioxarray rpy2
  rtree ruamel-yaml ruff s3fs sacrebleu salib satpy scanpy schedule scikit-bio scikit-image scikit-learn
  scikit-learn-extra scikit-optimize scipy scrapy scvi-tools seaborn selenium sentence-transformers sentencepiece
  setuptools shap shapely simpleitk simpy six sklearn-pandas snakemake sortedcontainers spacy sparse spectral-cube speechrecognition
  sphinx sqlalchemy stable-baselines3 statsmodels streamlit sunpy sympy tables tabulate tensorboard tensorboardx
  tensorflow tensorflow-probability tensorly tensorstore textblob theano threadpoolctl tifffile tiktoken timm tokenizers
  toml toolz torch torch-geometric torchaudio torchmetrics torchtext torchvision tornado tqdm traitlets transformers
  trimesh typer umap-learn uncertainties uproot urllib3 vaex vtk wandb websockets wheel widgetsnbextension wordcloud
  wrf-python xarray xesmf xgboost xgcm xlrd xlsxwriter xmltodict yfinance yt zarr zstandard
`;

export const knownPackages: readonly string[] = NAMES.trim().split(/\s+/);

const known = new Set(knownPackages);

/** Whether a package is well known, in any spelling of its name. */
export function isWellKnown(name: string): boolean {
  return known.has(pypi.normalizeName(name));
}
