import { describe, expect, it } from 'vitest';
import { requestFields } from '../../../src/recipe/intake/request/request.js';
import { asJson } from '../../support/as-json.js';
import fc from '../../support/properties.js';
import { understood } from '../../support/understood.js';

const read = (text: string) => understood(text);
const textsOf = (specs: { text: string }[] = []) => specs.map((spec) => spec.text);
const packagesIn = (text: string) => textsOf(requestFields(read(text)).packages);
const codesIn = (text: string) => read(text).problems.map(({ error }) => error.code);
const notesIn = (text: string) =>
  read(text)
    .notes.map((note) => note.text)
    .join('\n');

describe('a list of packages', () => {
  it.each([
    ['nothing', ' \n\n', []],
    ['one per line', 'numpy\nscipy # for the fit\n\nsix', ['numpy', 'scipy', 'six']],
    ['blanks and commas', 'numpy, pandas scipy,six', ['numpy', 'pandas', 'scipy', 'six']],
    ['Windows line ends', 'numpy\r\nscipy\r\n', ['numpy', 'scipy']],
    ['blanks around versions', 'numpy >=1.20, <2', ['numpy>=1.20,<2']],
    ['versions among others', 'numpy >= 1.2 pandas <3 , six', ['numpy>=1.2', 'pandas<3', 'six']],
    ['extras with blanks', 'a [b, c] >1, <2 d', ['a[b,c]>1,<2', 'd']],
    ['brackets', 'numpy (>=1.2)', ['numpy>=1.2']],
    [
      'a marker',
      'requests[socks]==2.31; python_version>="3.8"',
      ['requests[socks]==2.31; python_version >= "3.8"'],
    ],
    ['a marker of the last on a line', 'six x; os_name == "posix"', ['six', 'x; os_name == "posix"']],
    ['an address', 'pkg @ https://h/p.whl', ['pkg @ https://h/p.whl']],
    ['an address with a marker', 'pkg@https://h/x; os_name == "nt"', ['pkg @ https://h/x ; os_name == "nt"']],
    ['a bare address with a fragment', 'git+https://h/x@t#egg=q six', ['git+https://h/x@t#egg=q', 'six']],
    [
      'conda versions',
      'numpy=1.26 numpy-base 1.26.* pytorch 2.1 cuda* six',
      ['numpy==1.26.*', 'numpy-base==1.26.*', 'pytorch=2.1=cuda*', 'six'],
    ],
    ['conda channels', 'conda-forge::six', ['conda-forge::six']],
    ['quotes', `'numpy >= 1', "x"`, ['numpy>=1', 'x']],
    ['a list of Python', '["numpy", "pandas"]', ['numpy', 'pandas']],
    ['comments of words', 'numpy # for the arrays\nfoo  # all that we need', ['numpy', 'foo']],
    ['two unknown names', 'foo bar', ['foo', 'bar']],
    ['unknown names with commas', 'foo, bar, baz', ['foo', 'bar', 'baz']],
    ['unknown names with dashes or digits', 'foo-x bar2 baz', ['foo-x', 'bar2', 'baz']],
    ['bullets', '• numpy\n- scipy', ['numpy', 'scipy']],
    ['numbers', '1. numpy\n2) scipy 1.2\n3. six', ['numpy', 'scipy==1.2', 'six']],
    [
      'what pip prints',
      'Collecting numpy>=1\n  Downloading numpy-1.26.0-cp311.whl (18.2 MB)\nCollecting tzdata (from pandas)\nRequirement already satisfied: six in /lib (1.16.0)\nInstalling collected packages: numpy\nSuccessfully installed numpy-1.26.0',
      ['numpy>=1', 'six'],
    ],
    ['characters that do not show', 'num\u200bpy\u00ad\n\ufeffsix', ['numpy', 'six']],
    ['typographic signs', 'numpy\u00a0≥\u00a02', ['numpy>=2']],
    ['a code fence', '```bash\npip install six\n```', ['six']],
    ['pip freeze', 'numpy==1.26.4\nsix==1.16.0', ['numpy==1.26.4', 'six==1.16.0']],
    ['pip list', 'Package    Version\n---------- -------\nnumpy      1.26.4', ['numpy==1.26.4']],
    ['hashes', 'numpy==1 \\\n    --hash=sha256:abc \\\n    --hash=sha256:def', ['numpy==1']],
    ['a repeated package', 'numpy NumPy\nnumpy', ['numpy']],
    ['a place on another machine', 'x @ file:///croot/x_1/work', ['x']],
  ])('is read with %s', (_, text, expected) => {
    expect(packagesIn(text)).toEqual(expected);
    expect(codesIn(text)).toEqual([]);
  });

  it.each([
    ['-r x.txt', ['package-file-include']],
    ['pip instal numpy', ['command-misspelt']],
    ['conda instal gdal\npip install six', ['command-misspelt']],
    ['uvx ruff check', ['text-names-nothing']],
    ['hello world foo', ['text-is-prose']],
    ['foo bar baz', ['text-is-prose']],
    ['Installez ceci vite', ['text-is-prose']],
    ['bonjour je voudrais numpy', ['text-is-prose']],
    ['numpy\nsix\nadd this and whatever is missing', ['text-is-prose']],
    ['numpy\nfoo bar baz', ['text-is-prose']],
    ['-c constraints.txt', ['package-file-include']],
    ['# only a comment', ['text-names-nothing']],
    ['-e .', ['package-is-path']],
    ['./local', ['package-is-path']],
    ['--find-links /x', ['package-is-path']],
    ['--no-such-option', ['package-is-option']],
    ['numpy==', ['package-not-understood']],
    ['a;id', ['package-not-understood']],
    ['`touch x`', ['package-not-understood', 'package-not-understood']],
    ['numpy>1 > =1.20', ['package-not-understood']],
    ['numpy|pandas', ['package-not-understood']],
    ['numpy>=1\nnumpy<3', ['package-twice']],
    ['import numpy\nnumpy==1\nnumpy', ['package-twice']],
    ['import numpy\nnumpy\nnumpy==1\nnumpy', ['package-twice']],
    ['--index-url https://user:hunter2@h/simple', ['package-address-secret']],
  ])('has a mistake in %.40j: %j', (text, codes) => {
    expect(codesIn(text)).toEqual(codes);
  });

  it('names the line of a mistake', () => {
    expect(read('numpy\n\nscipy \\\n  six\na==').problems).toMatchObject([{ line: 5 }]);
  });

  it('has the text that each package was read from', () => {
    expect(asJson(read('numpy >=1\nimport cv2').packages)).toEqual([
      { line: 1, from: 'numpy>=1', spec: 'numpy>=1' },
      { line: 2, from: 'cv2', spec: 'opencv-python-headless', module: 'cv2' },
    ]);
  });

  it('has the beginning of a long line, which each of its packages was read from', () => {
    const names = Array.from({ length: 900 }, (_, at) => `package-${at}`);
    const { packages } = read(`pip install --pre ${names.join(' ')}`);
    expect(packages).toHaveLength(900);
    for (const { from } of packages) expect(from?.length).toBeLessThan(600);
  });

  it('stops at twenty mistakes', () => {
    expect(codesIn('a== \n'.repeat(100))).toHaveLength(20);
  });
});

describe('a pasted command', () => {
  it.each([
    [
      'conda install -y -c conda-forge numpy "scipy>=1" \\\n  pandas',
      ['numpy', 'scipy>=1', 'pandas'],
      ['conda-forge'],
    ],
    ['(base) $ mamba install x', ['x'], []],
    ['[user@login01 ~]$ micromamba install -n e x', ['x'], []],
    ['user@host:~/x$ /opt/conda/bin/conda install x', ['x'], []],
    ['sudo pip3 install six', ['six'], []],
    ['In [3]: !pip install rich', ['rich'], []],
    ['%pip install -qU rich', ['rich'], []],
    ['>>> pip install rich', ['rich'], []],
    ['python -m pip install --no-cache-dir a', ['a'], []],
    ['/usr/bin/python3.11 -m pip install a', ['a'], []],
    ['uv pip install b', ['b'], []],
    ['uv add b', ['b'], []],
    ['uv run --with rich --with "httpx<1,six" python x.py', ['rich', 'httpx<1', 'six'], []],
    ['uvx --with rich ruff', ['rich'], []],
    ['PS C:\\Users\\x> pip install rich', ['rich'], []],
    ['C:\\>py -3.9 -m pip install rich', ['rich'], []],
    ['pip install ^\r\n rich ^\r\n six', ['rich', 'six'], []],
    ['pip install `\n rich `\n six', ['rich', 'six'], []],
    ['pip install “rich” –upgrade', ['rich'], []],
    ['pip install "requests[socks]; python_version<\'3\'"', ['requests[socks]; python_version < "3"'], []],
    ['pip install numpy>=1.20', ['numpy>=1.20'], []],
    ['pip install --extra-index-url=https://h/simple x', ['x'], ['extra-index-url=https://h/simple']],
    ['conda install -cx --channel=y six', ['six'], ['x', 'y']],
    ['conda config --prepend channels https://h/x && conda install powerai', ['powerai'], ['https://h/x']],
  ])('%s', (text, packages, channels) => {
    const list = {
      ...requestFields(read(text)),
      problems: codesIn(text),
      channels: read(text).channels[0]?.first,
    };
    expect(list.problems).toEqual([]);
    expect(textsOf(list.packages)).toEqual(packages);
    expect(list.channels ?? []).toEqual(channels);
    expect(list.pip_packages).toBe(undefined);
  });

  it.each([
    ['pip install -r requirements.txt', ['package-file-include']],
    ['conda install --file x', ['package-file-include']],
    ['conda env create -f environment.yml', ['package-file-include']],
    ['pip install -e .', ['package-is-path']],
    ['pip install .', ['package-is-path']],
    ['pip install --find-links /h six', ['package-is-path']],
    ['pip install --no-such-option six', ['package-is-option']],
  ])('%s has a mistake', (text, codes) => {
    expect(codesIn(text)).toEqual(codes);
  });

  it('reports the options that it leaves out', () => {
    const text = 'conda install -y -n mine x\npip install --user --upgrade y';
    for (const option of ['-y', '--user', '--upgrade']) expect(notesIn(text)).toContain(`\`${option}\``);
  });

  it.each([
    ['uv venv --python 3.12', '3.12'],
    ['uv venv -p python3.11', '3.11'],
    ['uv python install 3.10', '3.10'],
    ['uv run --python=3.9 x.py', '3.9'],
    ['uv pip install --python 3.12 six', '3.12'],
    ['uv pip install --python .venv/bin/python six', undefined],
  ])('%s asks for the version %s of Python', (text, version) => {
    expect(requestFields(read(`${text}\npip install numpy`)).language_version).toBe(version);
    expect(notesIn(text) !== '').toBe(!text.includes('--python 3.12 six'));
  });

  it('separates packages for pip if conda was used too', () => {
    const list = requestFields(read('conda install numpy\npip install six'));
    expect(textsOf(list.packages)).toEqual(['numpy']);
    expect(textsOf(list.pip_packages)).toEqual(['six']);
  });

  it('is one of many on a help page: the whole recipe of steps gives its packages, channel and version', () => {
    const page = [
      'conda config --prepend channels https://h/powerai/',
      'conda create -y --name NAME python=3.6',
      'conda activate NAME',
      'export IBM_POWERAI_LICENSE_ACCEPT=yes',
      'conda install -y powerai',
      'conda install -y keras patsy seaborn netcdf4',
      'pip install --user ipykernel',
      'python -m ipykernel install --user --name=NAME',
    ];
    const list = requestFields(read(page.join('\n')));
    expect(list).toMatchObject({ language_version: '3.6' });
    expect(read(page.join('\n')).channels[0]?.first).toEqual(['https://h/powerai/']);
    expect(textsOf(list.packages)).toEqual(['powerai', 'keras', 'patsy', 'seaborn', 'netcdf4']);
    expect(list).toMatchObject({ name: 'name', install_variables: { IBM_POWERAI_LICENSE_ACCEPT: 'yes' } });
    expect(notesIn(page.join('\n'))).toContain('`ipykernel` was left out: every kernel has it');
  });
});

describe('a requirement of Python itself', () => {
  it.each([
    ['python=3.9', '3.9'],
    ['python==3.9.7', '3.9.7'],
    ['python 3.9.*', '3.9'],
    ['python>=3.8,<3.12', '3.11'],
    ['python<=3.10', '3.10'],
    ['python<3.9.5', '3.9'],
    ['python>=3.9', undefined],
    ['python<4', undefined],
    ['python', undefined],
  ])('%s chooses the version %s and is no package', (text, version) => {
    const list = requestFields(read(`${text} six`));
    expect(list.language_version).toBe(version);
    expect(textsOf(list.packages)).toEqual(['six']);
  });

  it('is a mistake if it has no version, or two', () => {
    expect(codesIn('python==3.13rc1')).toEqual(['version-not-understood']);
    expect(codesIn('python=3.6 python=3.7')).toEqual(['package-twice']);
  });
});

describe('code of another language', () => {
  it.each([
    ["import React from 'react';\nconst fs = require('fs');", 'javascript'],
    ['use std::collections::HashMap;\nfn main() {\n}', 'rust'],
    ['#include <iostream>\nint main() { return 0; }', 'cpp'],
    ['SELECT * FROM users WHERE id = 1;', 'sql'],
    ['\\documentclass{article}\n\\begin{document}\nHi', 'latex'],
  ])('asks for no package: %j', (text, language) => {
    expect(read(text)).toMatchObject({ language, packages: [] });
    expect(codesIn(text)[0]).toBe('text-other-language');
  });
});

describe('an error or an import', () => {
  const ipython = [
    '---------------------------------------------------------------------------',
    'ModuleNotFoundError                       Traceback (most recent call last)',
    'Cell In[1], line 1',
    '----> 1 import cv2; call(it)',
    '',
    "ModuleNotFoundError: No module named 'cv2'",
  ];
  const plain = [
    'Traceback (most recent call last):',
    '  File "<stdin>", line 1, in <module>',
    '    f(x)',
    'ImportError: No module named sklearn.svm',
  ];

  it.each([
    ["ModuleNotFoundError: No module named 'cv2'", ['opencv-python-headless']],
    [ipython.join('\n'), ['opencv-python-headless']],
    [plain.join('\n'), ['scikit-learn']],
    ['import numpy as np, PIL.Image; import yaml # c', ['numpy', 'pillow', 'pyyaml']],
    ['from sklearn.linear_model import Ridge', ['scikit-learn']],
    ['from osgeo import gdal\nfrom mpl_toolkits.mplot3d import Axes3D', ['gdal', 'matplotlib']],
    ['from google.cloud.storage.blob import Blob', ['google-cloud-storage']],
    [
      'import skimage, bs4, Crypto, dateutil',
      ['scikit-image', 'beautifulsoup4', 'pycryptodome', 'python-dateutil'],
    ],
    ['import os, sys\nfrom . import local\nfrom .a import b', []],
  ])('%s asks for %j', (text, packages) => {
    expect(packagesIn(text)).toEqual(packages);
    expect(codesIn(text)).toEqual([]);
  });

  it('that names no package is a problem, never an empty kernel', () => {
    expect(codesIn("ImportError: cannot import name 'x' from 'y'")).toEqual(['error-names-nothing']);
  });

  it('says if a package is a guess', () => {
    expect(notesIn('import mylocal')).toContain('`mylocal`');
    expect(notesIn('import numpy')).toBe('');
  });
});

describe('any text', () => {
  const fragment = fc.constantFrom(
    ...[
      'numpy',
      ' ',
      ',',
      '\n',
      '\\\n',
      '"',
      "'",
      '[',
      ']',
      '>=1',
      '; ',
      '--hash=x',
      'pip install ',
      'conda install ',
      '-c ',
      'import ',
      'x @ ',
      'https://u:p@h/',
      '#',
      '&&',
      '$ ',
      '!',
    ],
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fragment, { maxLength: 20 }).map((parts) => parts.join('')),
  );

  it('is read without an exception, and the result reads as the same again', () => {
    fc.assert(
      fc.property(text, (given) => {
        const packages = packagesIn(given);
        expect(packagesIn(packages.join('\n'))).toEqual(packages);
      }),
      { numRuns: 600 },
    );
  });
});
