import { describe, expect, it } from 'vitest';
import { codesIn, notesIn, understood } from '../../../support/understood.js';

const lines = (...texts: string[]) => texts.join('\n');

/** What a table gives: packages with their source, channels and modules. */
function read(text: string, name?: string) {
  const { kind, packages, modules, channels } = understood(text, name);
  return {
    kind,
    packages: packages.map(({ spec, source }) => `${spec.text}${source ? ` (${source})` : ''}`),
    channels: channels.flatMap(({ first }) => first),
    modules,
  };
}

const pip = [
  [
    'pip list',
    lines('Package    Version', '---------- -------', 'numpy      1.26.4', 'Pillow     10.1.0'),
    ['numpy==1.26.4 (pypi)', 'Pillow==10.1.0 (pypi)'],
  ],
  [
    'pip list with a directory',
    lines(
      'Package Version Editable project location',
      '------- ------- -------------------------',
      'mine    0.1     /home/me/mine',
      'six     1.16.0',
    ),
    ['six==1.16.0 (pypi)'],
  ],
  [
    'pip list --outdated',
    lines('Package Version Latest Type', '------- ------- ------ -----', 'six     1.15.0  1.16.0 wheel'),
    ['six==1.15.0 (pypi)'],
  ],
  ['pip list --format=json', '[{"name": "numpy", "version": "1.26.4"}]', ['numpy==1.26.4 (pypi)']],
  ['pip list --format=freeze', 'numpy==1.26.4\nsix==1.16.0', ['numpy==1.26.4', 'six==1.16.0']],
  [
    'pip show',
    lines('Name: numpy', 'Version: 1.26.4', 'Summary: Arrays', 'Location: /usr/lib', 'Requires: '),
    ['numpy==1.26.4 (pypi)'],
  ],
  [
    'uv tree',
    lines('demo v0.1.0', '├── numpy v1.26.4', '└── pandas v2.2.0', '    └── six v1.16.0'),
    ['numpy==1.26.4 (pypi)', 'pandas==2.2.0 (pypi)'],
  ],
  [
    'uv pip tree',
    lines('pandas v2.2.0', '├── numpy v1.26.4', '└── six v1.16.0', 'ruff v0.4.1'),
    ['pandas==2.2.0 (pypi)', 'ruff==0.4.1 (pypi)'],
  ],
  [
    'uv pip tree of one package',
    lines('pandas v2.2.0', '├── numpy v1.26.4', '└── six v1.16.0'),
    ['pandas==2.2.0 (pypi)'],
  ],
  [
    'pipdeptree',
    lines('pandas==2.2.0', '├── numpy [required: >=1.22, installed: 1.26.4]', 'six==1.16.0'),
    ['pandas==2.2.0 (pypi)', 'six==1.16.0 (pypi)'],
  ],
] as const;

describe('the packages that pip and uv list', () => {
  it.each(pip)('%s', (_, text, packages) => {
    expect(read(text)).toMatchObject({ packages, channels: [], modules: [] });
    expect(codesIn(text)).toEqual([]);
  });

  it('are left out with a note if they are in a directory of another machine', () => {
    expect(notesIn(pip[1][1])).toContainEqual(expect.stringMatching(/`mine` was left out: .*directory/));
  });
});

describe('the packages that conda lists', () => {
  const numpy = 'numpy==1.26.4 (conda)';
  it.each([
    ['conda list', '# packages in environment at /x:\n#\nnumpy 1.26.4 py311h64a7726_0 conda-forge'],
    ['conda list --json', JSON.stringify([row('numpy', '1.26.4', 'py311h64a7726_0', 'conda-forge')])],
    ['conda list --canonical', 'conda-forge/linux-64::numpy==1.26.4=py311h64a7726_0'],
    [
      'micromamba list',
      lines(
        'List of packages in environment: "/opt/x"',
        '',
        '  Name   Version  Build            Channel',
        '──────────────────────────────────────────',
        '  numpy  1.26.4   py311h64a7726_0  conda-forge',
      ),
    ],
  ])('%s', (_, text) => {
    expect(read(text)).toMatchObject({ packages: [numpy], channels: ['conda-forge'] });
    expect(codesIn(text)).toEqual([]);
  });

  it('and pip has added go to pip', () => {
    const text = JSON.stringify([
      row('numpy', '1.26.4', 'py_0', 'pkgs/main'),
      row('six', '1.16.0', 'pypi_0', 'pypi'),
    ]);
    expect(read(text)).toMatchObject({ packages: [numpy, 'six==1.16.0 (pypi)'], channels: ['defaults'] });
  });
});

function row(name: string, version: string, build_string: string, channel: string) {
  return { name, version, build_string, channel, platform: 'linux-64' };
}

describe('environment modules', () => {
  it.each([
    [
      'Lmod, module list',
      lines(
        'Currently Loaded Modules:',
        '  1) gcc/12.2.0   2) openmpi/4.1.4 (L)',
        '',
        '  Where:',
        '   L:  Module is loaded',
      ),
      ['gcc/12.2.0', 'openmpi/4.1.4'],
    ],
    [
      'Environment Modules, module list',
      'Currently Loaded Modulefiles:\n 1) gcc/12.2.0   2) cuda/11.8(default)  3) x/1 <aL>\n',
      ['gcc/12.2.0', 'cuda/11.8', 'x/1'],
    ],
    [
      'module list --terse',
      'Currently Loaded Modulefiles:\ngcc/12.2.0\ncuda/11.8',
      ['gcc/12.2.0', 'cuda/11.8'],
    ],
    [
      'Lmod, module avail',
      lines(
        '------- /opt/modulefiles/Core -------',
        '  gcc/11.3.0  gcc/12.2.0 (L,D)  cuda/11.8',
        '',
        'Use "module spider" to find all',
      ),
      ['gcc/12.2.0'],
    ],
  ])('of %s', (_, text, modules) => {
    expect(read(text)).toEqual({ kind: 'module-list', packages: [], channels: [], modules });
    expect(codesIn(text)).toEqual([]);
  });

  it('have to be named where none is marked as loaded', () => {
    expect(codesIn('------- /opt/modulefiles -------\ngcc/11.3.0 gcc/12.2.0 cuda/11.8')).toEqual([
      'modules-to-choose',
    ]);
  });
});

describe('data', () => {
  it.each([
    ['name,age,city\nanna,3,berlin\nbob,5,rom', undefined],
    ['time;value\n1;2\n2;3', undefined],
    ['anything', 'measured.csv'],
    ['[server]\nport = 80\nhost = localhost', undefined],
    ['[server]\nport = 80\nhost = localhost', 'settings.ini'],
  ])('%j in %s names no packages', (text, name) => {
    expect(read(text, name).packages).toEqual([]);
    expect(codesIn(text, name)).toEqual(['text-is-data']);
  });

  it('may be a table of packages, as its heading says', () => {
    expect(read('package,version\nnumpy,1.26.4\nsix,', 'packages.csv').packages).toEqual([
      'numpy==1.26.4',
      'six',
    ]);
  });

  it.each(['numpy,pandas\nscipy,matplotlib\nsix,tqdm', 'numpy, pandas>=2, six'])('is not %j', (text) => {
    expect(understood(text).kind).toBe('packages');
  });
});
