/** Real problem reports about texts that people paste; each title says which one and what is right. */
import { describe, expect, it } from 'vitest';
import { makePlan } from '../../src/plan/make-plan.js';
import { fieldsOfRecipe } from '../../src/recipe/fields/fields-of-recipe.js';
import { recipeFromFields } from '../../src/recipe/fields/from-fields.js';
import { parseRecipe } from '../../src/recipe/recipe.js';
import { renderScript } from '../../src/steps/script.js';
import { asJson } from '../support/as-json.js';
import { conda, context, uv } from '../support/host.js';
import { codesIn, fieldsIn, notesIn, understood } from '../support/understood.js';

const specsIn = (text: string, name?: string) => understood(text, name).packages.map(({ spec }) => spec.text);

describe('report 43: an extra index is not the index', () => {
  const text =
    '--extra-index-url https://example.org/whl/cpu\ntorch==2.2.0+cpu\npandas\n--find-links https://example.org/files/\n';
  const read = (packages: string) =>
    recipeFromFields({ name: 'x', packages: packages.trim() }).recipe ?? parseRecipe({ name: 'none' });
  const site = { indexes: { default: ['https://mirror.example/simple'] } };
  const scriptOf = (packages: string, manager: string) => {
    const made = { ...read(packages), manager };
    return renderScript(makePlan(made, context({ uv, conda }, site)));
  };

  it('report 43: the recipe knows the difference', () => {
    expect(understood(text).indexes).toMatchObject([
      { url: 'https://example.org/whl/cpu', role: 'extra' },
      { url: 'https://example.org/files/', role: 'links' },
    ]);
    const { channels } = read(text);
    expect(channels).toEqual([
      'extra-index-url=https://example.org/whl/cpu',
      'find-links=https://example.org/files/',
    ]);
    const typed = fieldsOfRecipe(read(text), ['conda-forge']);
    expect(recipeFromFields(typed, {}, { default_channels: ['conda-forge'] }).recipe?.channels).toEqual(
      channels,
    );
  });

  it.each(['uv', 'venv'])('report 43: %s asks it beside the index of the site', (manager) => {
    const script = scriptOf(text, manager);
    expect(script).toContain(
      '--index-url https://mirror.example/simple --extra-index-url https://example.org/whl/cpu --find-links https://example.org/files/',
    );
    expect(script.includes('--index-strategy unsafe-best-match')).toBe(manager === 'uv');
  });

  it('report 43: only --index-url takes the place of the site’s index, also one with another path', () => {
    const script = scriptOf('pip install -i https://example.org/pypi six', 'venv');
    expect(script).toContain('--index-url https://example.org/pypi');
    expect(script).not.toContain('mirror.example');
  });

  it('report 43: uv itself comes from the index of the site', () => {
    const made = { ...read(text), manager: 'uv' };
    const script = renderScript(makePlan(made, context({}, site)));
    expect(script).toMatch(/install --index-url https:\/\/mirror.example\/simple uv$/m);
  });

  it('report 43: how the best version is chosen is said', () => {
    expect(notesIn(text).join()).toContain(
      'used in addition to the default index; the best version in any of them is taken',
    );
  });
});

describe('report 45: text that is no list of packages', () => {
  it.each([
    ['Kernel Restarting\nThe kernel appears to have died', 'kernel-died'],
    ['The kernel appears to have died. It will restart automatically.', 'kernel-died'],
    ['I would like a kernel with the usual things for climate data', 'text-is-prose'],
    ['[tool.poetry]\nname = "x"\nversion = "1"', 'nothing-asked-for'],
    ['sudo apt-get install y', 'text-names-nothing'],
    ['RuntimeError: CUDA out of memory', 'error-names-nothing'],
    ['def f(x):\n    return x', 'text-names-nothing'],
    ['# only a comment', 'text-names-nothing'],
    ['<!doctype html>\n<html><body>numpy</body></html>', 'file-is-web-page'],
  ])('report 45: %j is a problem, and no package', (text, code) => {
    expect(specsIn(text)).toEqual([]);
    expect(codesIn(text)).toEqual([code]);
  });

  it('report 45: names in a sentence are offered, not taken', () => {
    const [problem] = understood('I need numpy and pandas for this').problems;
    expect(problem?.choices).toMatchObject([{ id: 'by-name', text: 'numpy\npandas' }]);
  });

  it('report 45: a command of another tool gives its packages, and one for the system a reason', () => {
    const text = 'poetry add requests@^2.31\nsudo apt-get install ffmpeg';
    expect(specsIn(text)).toEqual(['requests>=2.31,<3']);
    expect(notesIn(text).join()).toContain('need an administrator');
  });

  it('report 45: a YAML file that is pasted is read as that file', () => {
    expect(fieldsIn('channels:\n  - conda-forge\ndependencies:\n  - foo\n')).toEqual({ packages: ['foo'] });
  });
});

describe('report 46: coloured and cut-off tracebacks', () => {
  it.each([
    "\u001b[0;31mModuleNotFoundError\u001b[0m: No module named 'sklearn'",
    "[0;31mModuleNotFoundError[0m: No module named 'sklearn'",
    '[0;31mModuleNotFoundError[0m    Traceback (most recent call last)\n[0;32m----> 1[0;31m [0;32mimport[0m [0msklearn[0m',
    'Cell In[1], line 1\n----> 1 import sklearn',
  ])('report 46: %j proposes scikit-learn', (text) => {
    expect(asJson(understood(text).packages)).toMatchObject([{ spec: 'scikit-learn', module: 'sklearn' }]);
    expect(codesIn(text)).toEqual([]);
  });
});

describe('report 47: errors that name a package in other words', () => {
  it.each([
    [
      "ImportError: Missing optional dependency 'openpyxl'. Use pip or conda to install openpyxl.",
      ['openpyxl'],
    ],
    [
      'ImportError: libGL.so.1: cannot open shared object file: No such file or directory',
      ['opencv-python-headless'],
    ],
    ["E   ModuleNotFoundError: No module named 'yaml'", ['pyyaml']],
    ['ImportError: lxml not found, do install it', ['lxml']],
    ["ImportError: Pandas requires version '2.0.1' or newer of 'xlrd'", ['xlrd>=2.0.1']],
    ['RuntimeError: install the writer with `pip install xlsxwriter`', ['xlsxwriter']],
  ])('report 47: %j asks for %j', (text, packages) => {
    expect(specsIn(text)).toEqual(packages);
  });

  it('report 47: ipykernel is the kernel’s own', () => {
    const text = '/usr/bin/python3: No module named ipykernel';
    expect(specsIn(text)).toEqual([]);
    expect(notesIn(text)).toEqual(['`ipykernel` was left out: every kernel has it']);
  });
});

it('report 48: the module that an error names stays with the package', () => {
  expect(asJson(understood("ModuleNotFoundError: No module named 'pkg_resources'").packages)).toMatchObject([
    { spec: 'setuptools<82', module: 'pkg_resources' },
  ]);
});

it.each([
  ["ModuleNotFoundError: No module named 'pkg_resources'", ['pkg_resources']],
  ["----> 1 import numpy\nModuleNotFoundError: No module named 'sklearn.svm'", ['numpy', 'sklearn.svm']],
  ['      1 import numpy\n----> 2 import skimage.io', ['skimage.io']],
  ['import numpy', []],
  ['import unheard_of', ['unheard_of']],
])('report 48: %j has the kernel import %j', (packages, imports) => {
  expect(recipeFromFields({ name: 'demo', packages }).recipe?.imports).toEqual(imports);
});

describe('report 49: tables of conda list', () => {
  it('report 49: builds are left out, pip’s packages go to pip, and what the platform needs is dropped', () => {
    const text =
      '# This file may be used to create an environment using:\n_libgcc_mutex=0.1=main\nnumpy=1.21.2=py39h20f2e39_0\nsix=1.16.0=pypi_0\n';
    expect(fieldsIn(text)).toEqual({ packages: ['numpy==1.21.2'], pip_packages: ['six==1.16.0'] });
    expect(notesIn(text).join()).toMatch(/_libgcc_mutex.*build strings of 2 packages/);
  });

  it('report 49: headings are known, and the fourth column is a channel', () => {
    const text =
      '# packages in environment at /x:\n#\n# Name   Version   Build   Channel\nsix  1.16.0  pypi_0  pypi\nxarray 2024.1.0 pyhd8ed1ab_0 conda-forge\npython 3.10.4 h12debd9_0\n';
    expect(fieldsIn(text)).toEqual({
      language_version: '3.10.4',
      packages: ['xarray==2024.1.0'],
      pip_packages: ['six==1.16.0'],
    });
    // conda shows no channel for the packages of its defaults.
    expect(understood(text).channels[0]?.first).toEqual(['conda-forge', 'defaults']);
  });

  it('report 49: pip list has a line of dashes', () => {
    expect(specsIn('Package    Version\n---------- -------\nnumpy      1.26.4')).toEqual(['numpy==1.26.4']);
  });
});

it.each([
  ['requirements.txt', 'pkg-resources==0.0.0\npywin32==305\nappnope==0.1.3\nnumpy\n'],
  ['environment.yml', 'dependencies: [pywin32=305, appnope, numpy]\n'],
  [undefined, 'pip install numpy pkg-resources==0.0.0 pywin32'],
])('report 50: packages of other systems are left out of %s with a note each', (name, text) => {
  expect(specsIn(text, name)).toEqual(['numpy']);
  expect(notesIn(text, name).join()).toContain('`pywin32` was left out: it is for Windows only');
});

describe('report 51: option lines in real files', () => {
  it('report 51: an editable repository is the same requirement without the option', () => {
    expect(specsIn('-e git+https://github.com/openai/CLIP.git@main#egg=clip')).toEqual([
      'git+https://github.com/openai/CLIP.git@main#egg=clip',
    ]);
  });

  it('report 51: a page with files is found', () => {
    const { packages, indexes } = understood(
      'pip install torch==1.9.0+cu111 -f https://download.pytorch.org/whl/torch_stable.html',
    );
    expect(asJson(packages)).toMatchObject([{ spec: 'torch==1.9.0+cu111' }]);
    expect(indexes).toMatchObject([
      { url: 'https://download.pytorch.org/whl/torch_stable.html', role: 'links' },
    ]);
  });

  it.each([
    '--pre',
    '--no-index',
    '--no-build-isolation',
    '--only-binary=:all:',
    '--torch-backend=auto',
    '--no-binary numpy',
  ])('report 51: %s is left out with its reason, and stops nothing', (option) => {
    const text = `numpy==1.24.2\n${option}\nscipy>=1.5 , <2\n`;
    expect(specsIn(text, 'requirements.txt')).toEqual(['numpy==1.24.2', 'scipy>=1.5,<2']);
    expect(notesIn(text, 'requirements.txt')).toEqual([
      expect.stringMatching(/^`--[\w-]+[^`]*` was left out: ./),
    ]);
  });

  it('report 51: an option beside a requirement leaves the requirement', () => {
    expect(specsIn('numpy==1.24.2 --no-binary numpy', 'requirements.txt')).toEqual(['numpy==1.24.2']);
  });
});

describe('report 53: install cells of notebooks', () => {
  it('report 53: the interpreter may be named as in a notebook', () => {
    expect(specsIn('import sys\n!{sys.executable} -m pip install numpy')).toEqual(['numpy']);
  });

  it('report 53: the package of pip’s own error is picked out, and the rest is a note', () => {
    const text =
      'Looking in indexes: https://example.org/simple\nERROR: Could not find a version that satisfies the requirement seabron (from versions: none)\nERROR: No matching distribution found for seabron';
    expect(specsIn(text)).toEqual(['seabron']);
    expect(notesIn(text).join()).toMatch(/check the spelling.*One line of the error/);
  });
});
