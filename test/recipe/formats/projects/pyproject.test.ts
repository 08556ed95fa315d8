import { describe, expect, it } from 'vitest';
import { codesIn, fieldsIn, notesIn, understood } from '../../../support/understood.js';

const lines = (...text: string[]) => `${text.join('\n')}\n`;

const project = lines(
  '[project]',
  'name = "Deep_Sea"',
  'requires-python = ">=3.9,<3.13"',
  'dependencies = [',
  '  "numpy>=1.26,<3",',
  '  \'requests[socks]; python_version >= "3.8"\',',
  ']',
  '[project.optional-dependencies]',
  'plot = ["matplotlib"]',
  '[dependency-groups]',
  'dev = ["pytest"]',
);

describe('pyproject.toml', () => {
  it('gives the dependencies of the project, and says what it leaves out', () => {
    expect(fieldsIn(project)).toEqual({
      name: 'deep_sea',
      display_name: 'Deep_Sea',
      language_version: '3.12',
      packages: ['numpy>=1.26,<3', 'requests[socks]; python_version >= "3.8"'],
    });
    expect(notesIn(project)).toEqual([
      expect.stringContaining('Python 3.12'),
      expect.stringContaining('`plot` was left out'),
      expect.stringContaining('`dev` was left out'),
      expect.stringContaining('itself is not installed'),
    ]);
    expect(understood(project).packages.map(({ line }) => line)).toEqual([5, 6]);
  });

  it('takes the groups, with those that they include, where nothing else is asked for', () => {
    const text = lines(
      '[dependency-groups]',
      'test = ["pytest>7", {include-group = "Plot_ting"}]',
      'plot-ting = ["matplotlib", {include-group = "test"}]',
    );
    expect(fieldsIn(text)).toEqual({ packages: ['pytest>7', 'matplotlib'] });
  });

  it('takes packages from where uv takes them', () => {
    const text = lines(
      '[project]',
      'name = "x1"',
      'dependencies = ["torch", "clip[a]; os_name == \'posix\'", "near", "other"]',
      '[tool.uv]',
      'override-dependencies = ["six==1"]',
      '[tool.uv.sources]',
      'torch = { index = "cpu" }',
      'CLIP = { git = "https://h/clip", tag = "v1" }',
      'near = { path = "../near" }',
      'other = { url = "https://h/other-1-py3-none-any.whl" }',
      '[[tool.uv.index]]',
      'name = "cpu"',
      'url = "https://h/whl/cpu"',
    );
    const { packages, indexes, problems } = understood(text);
    expect(packages.map(({ spec }) => spec.text)).toEqual([
      'torch',
      'clip[a] @ git+https://h/clip@v1 ; os_name == "posix"',
      'https://h/other-1-py3-none-any.whl',
    ]);
    expect(indexes).toMatchObject([{ url: 'https://h/whl/cpu', role: 'extra', line: 13 }]);
    expect(problems.map(({ error, line }) => [error.code, line])).toEqual([['package-is-path', undefined]]);
    expect(notesIn(text).join()).toContain('override-dependencies');
  });

  it('reads the tables of Poetry', () => {
    const text = lines(
      '[tool.poetry]',
      'name = "demo"',
      '[tool.poetry.dependencies]',
      'python = "^3.10"',
      'numpy = "^1.26"',
      'pandas = "~2.1"',
      'six = "*"',
      'attrs = "23.1"',
      'zope = ">=0.1, <2"',
      'uvicorn = {version = "^0.20", extras = ["standard"], python = "<3.12"}',
      'clip = {git = "https://h/clip", rev = "abc"}',
      'extra = {version = "1", optional = true}',
      '[tool.poetry.group.dev.dependencies]',
      'pytest = "^7"',
      '[[tool.poetry.source]]',
      'name = "cpu"',
      'url = "https://h/whl/cpu"',
      'priority = "secondary"',
    );
    expect(fieldsIn(text)).toMatchObject({
      name: 'demo',
      packages: [
        'numpy>=1.26,<2.0',
        'pandas>=2.1,<2.2',
        'six',
        'attrs==23.1',
        'zope>=0.1,<2',
        'uvicorn[standard]>=0.20,<0.21; python_version < "3.12"',
        'clip @ git+https://h/clip@abc',
      ],
    });
    expect(understood(text).indexes).toMatchObject([{ role: 'extra' }]);
    expect(notesIn(text).join()).toMatch(/`extra` was left out.*`dev` was left out/s);
  });

  it('reads the tables of pixi', () => {
    const text = lines(
      '[project]',
      'name = "demo"',
      '[tool.pixi.workspace]',
      'channels = ["conda-forge"]',
      'platforms = ["linux-64", "linux-aarch64", "linux-ppc64le"]',
      '[tool.pixi.dependencies]',
      'gdal = ">=3"',
    );
    expect(fieldsIn(text)).toEqual({ name: 'demo', packages: ['gdal>=3'] });
    expect(understood(text)).toMatchObject({ sources: ['conda'], kind: 'pyproject' });
  });

  it.each([
    ['[project]\ndependencies = "numpy"\n', 'file-not-understood', 'project.dependencies', undefined],
    ['[project]\nname = "a"\nname = "b"\n', 'file-not-understood', 'twice', 3],
    ['[project]\ndependencies = ["a"\n', 'file-not-understood', '', 3],
    ['[project]\nname = "alone"\n', 'nothing-asked-for', '', undefined],
    ['[project]\ndependencies = ["a b c ==="]\n', 'package-not-understood', '', undefined],
    [`[project]\nx = ${'['.repeat(20_000)}`, 'file-not-understood', 'nested', 2],
  ])('refuses %.60j as %s', (text, code, why, line) => {
    const [problem] = understood(text).problems;
    expect(problem?.error.code).toBe(code);
    expect(problem?.error.message).toContain(why);
    if (line) expect(problem?.error.message).toContain(`line ${line}`);
  });
});

describe('pixi.toml', () => {
  const text = lines(
    '[workspace]',
    'name = "demo"',
    'channels = ["conda-forge", "bioconda"]',
    'platforms = ["win-64"]',
    '[dependencies]',
    'python = "3.11.*"',
    'numpy = { version = ">=1.26,<3", channel = "conda-forge" }',
    'mkl = { version = "*", build = "*_0" }',
    '[pypi-dependencies]',
    'requests = { version = ">=2", extras = ["socks"] }',
    'six = "*"',
    '[target.linux.dependencies]',
    'patchelf = "*"',
    '[target.win-64.dependencies]',
    'vc = "*"',
    '[activation.env]',
    'THREADS = "4"',
    '[feature.test.dependencies]',
    'pytest = "*"',
  );

  it('gives packages of conda and of the index, channels, variables and targets', () => {
    expect(fieldsIn(text)).toEqual({
      name: 'demo',
      language_version: '3.11',
      packages: ['conda-forge::numpy>=1.26,<3', 'mkl=*=*_0', 'patchelf'],
      pip_packages: ['requests[socks]>=2', 'six'],
      kernel_variables: { THREADS: '4' },
    });
    expect(understood(text).channels[0]?.first).toEqual(['conda-forge', 'bioconda']);
    expect(notesIn(text).join()).toMatch(/for win-64, not for linux.*`test` was left out/s);
  });
});

describe('A script with a block of dependencies', () => {
  const script = lines(
    '#!/usr/bin/env python',
    '# /// script',
    '# requires-python = "==3.11.*"',
    '# dependencies = [',
    '#   "numpy<3",',
    '# ]',
    '# ///',
    'import numpy',
    'print("no package list")',
  );

  it('gives what the block asks for, and nothing of the code', () => {
    expect(fieldsIn(script)).toEqual({ language_version: '3.11', packages: ['numpy<3'] });
    expect(understood(script).packages[0]?.line).toBe(5);
  });

  it.each([
    [script.replace('# ///\nimport', 'import'), 'no end'],
    [`${script}# /// script\n# ///\n`, 'two blocks'],
    [script.replace('"numpy<3",', 'numpy<3'), 'line 5'],
  ])('refuses %j', (text, why) => {
    expect(codesIn(text)).toEqual(['file-not-understood']);
    expect(understood(text).problems[0]?.error.message).toContain(why);
  });
});

const ours = 'https://example.org/simple';

it.each<[what: string, file: string, ...lines: string[]]>([
  [
    'an explicit source of Poetry',
    'pyproject.toml',
    '[tool.poetry.dependencies]',
    'torch = {version = "*", source = "ours"}',
    '[[tool.poetry.source]]',
    `name = "ours"\nurl = "${ours}"\npriority = "explicit"`,
  ],
  [
    'a supplemental source of Poetry',
    'pyproject.toml',
    '[tool.poetry.dependencies]\ntorch = "*"',
    '[[tool.poetry.source]]',
    `name = "ours"\nurl = "${ours}"\npriority = "supplemental"`,
  ],
  [
    'an explicit index of uv',
    'pyproject.toml',
    '[project]\ndependencies = ["torch"]',
    '[tool.uv.sources]\ntorch = { index = "ours" }',
    `[[tool.uv.index]]\nname = "ours"\nurl = "${ours}"\nexplicit = true`,
  ],
  [
    'an explicit index of uv in a script',
    'x.py',
    '# /// script\n# dependencies = ["torch"]',
    '# [tool.uv.sources]\n# torch = { index = "ours" }',
    `# [[tool.uv.index]]\n# name = "ours"\n# url = "${ours}"\n# explicit = true\n# ///`,
  ],
  [
    'the index of packages of pixi',
    'pixi.toml',
    '[workspace]\nchannels = ["conda-forge"]\n[pypi-dependencies]',
    `torch = { version = "*", index = "${ours}" }\nvision = { version = "*", index = "${ours}" }`,
  ],
  [
    'a second source of Pipenv',
    'Pipfile',
    '[[source]]\nname = "pypi"\nurl = "https://pypi.org/simple"',
    `[[source]]\nname = "ours"\nurl = "${ours}"`,
    '[packages]\ntorch = {version = "*", index = "ours"}',
  ],
])('For all packages, %s is asked only if that is chosen', (_, file, ...lines) => {
  const { indexes, packages, problems } = understood(lines.join('\n'), file);
  expect(packages[0]?.spec.text).toBe('torch');
  expect(indexes).toEqual([]);
  expect(problems.map(({ error, line }) => [error.code, line === undefined])).toEqual([
    ['index-for-some', false],
  ]);
  expect(problems[0]?.choices.map(({ id, text }) => [id, text])).toEqual([
    ['leave-out', ''],
    ['instead', `--extra-index-url ${ours}`],
  ]);
});
