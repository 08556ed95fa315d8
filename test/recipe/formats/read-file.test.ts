import { describe, expect, it } from 'vitest';
import { givenText } from '../../../src/reading/given-text.js';
import { recipeFromFields } from '../../../src/recipe/fields/from-fields.js';
import { decodeFile } from '../../../src/recipe/formats/files/decode.js';
import { formats } from '../../../src/recipe/formats/index.js';
import { renderRecipe } from '../../../src/recipe/formats/recipe.js';
import { parseChoices } from '../../../src/recipe/intake/request/choices.js';
import { understandTexts } from '../../../src/recipe/intake/understand.js';
import { parseRecipe } from '../../../src/recipe/recipe.js';
import fc from '../../support/properties.js';
import { fieldsIn, notesIn, understood } from '../../support/understood.js';

const read = (name: string, text: string) => ({
  fields: fieldsIn(text, name),
  notes: notesIn(text, name),
  channels: understood(text, name).channels[0],
});
/** The errors as the page shows them, for the only file of a form. */
const errorsIn = (name: string, text: string) =>
  recipeFromFields({ name: 'x' }, {}, { files: [givenText(text, name)] }).errors;

const complete = {
  name: 'deep-sea',
  display_name: 'Tiefsee 🌊 (été): "x" # y',
  language: 'python',
  language_version: '3.10',
  manager: 'conda',
  channels: ['conda-forge', 'https://h/c'],
  packages: ['numpy>=1.26,<3', 'conda-forge::gdal', 'x; os_name == "posix"'],
  pip_packages: ['six'],
  modules: ['gcc/12.2.0'],
  install_variables: { LICENSE: 'yes' },
  kernel_variables: { EMPTY: '', NUMBER: '1', COLON: 'a: b', BLANKS: '  ' },
  location: 'scratch',
  smoke_code: 'import numpy\n\nprint("ok")\n',
};

describe('readFile', () => {
  it.each([
    ['environment.yml', 'dependencies:\n  - numpy\n', { packages: ['numpy'] }],
    ['requirements.txt', 'dependencies:\n  - numpy\n', { packages: ['numpy'] }],
    ['environment.yml', 'name: x\npackages:\n  - numpy\n', { name: 'x', packages: ['numpy'] }],
    ['requirements-dev.txt', 'numpy\n', { packages: ['numpy'] }],
    ['REQUIREMENTS.TXT', 'numpy\n', { packages: ['numpy'] }],
  ])('recognises %s by its content before its name', (name, text, fields) => {
    expect(read(name, text).fields).toEqual(fields);
  });

  it('names the known kinds for an unknown one', () => {
    const [error] = errorsIn('data.xml', '<a>1</a>\n');
    expect(error?.code).toBe('file-kind-unknown');
    for (const { label } of Object.values(formats)) expect(error?.hint).toContain(label);
  });

  it.each(['environment.yml', 'requirements.txt'])('recognises a web page that was saved as %s', (name) => {
    expect(errorsIn(name, '<!DOCTYPE html>\n<html><body>dependencies:</body></html>')[0]?.code).toBe(
      'file-is-web-page',
    );
  });

  it('reads what Windows editors write', () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('six==1.16.0\r\n', 'utf16le')]);
    const text = decodeFile({ name: 'requirements.txt', bytes: utf16 });
    expect(fieldsIn(text, 'requirements.txt')).toEqual({ packages: ['six==1.16.0'] });
    const environment = read('environment.yml', '\ufeffname: x\r\ndependencies:\r\n  - six\r\n');
    expect(environment.fields).toEqual({ name: 'x', packages: ['six'] });
  });

  it('throws only user errors, whatever the file contains', () => {
    const line = fc.constantFrom(
      'name: x',
      'dependencies:',
      '  - numpy',
      '  - pip:',
      '    - six',
      '&a [*a]',
      '\t- x',
      '? [a]: b',
      '- x',
      '{',
      'packages: [a, {b: c}]',
      'variables: {A: [1]}',
      '--- x',
      '!!binary x',
      'channels: ~',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n')),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('environment.yml', 'requirements.txt', 'recipe.yml'),
        text,
        (name, content) => {
          expect(understood(content, name).kind).not.toBe('');
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    '['.repeat(20_000),
    'a: &a [*a]\n',
    `a: &a [x]\n${Array.from({ length: 60 }, (_, n) => `b${n}: &b${n} [${'*a,'.repeat(9)}*a]`).join('\n')}`,
  ])('refuses a file that would exhaust the parser', (text) => {
    expect(errorsIn('environment.yml', text)[0]?.code).toBe('file-not-understood');
  });
});

describe('requirements.txt', () => {
  it('gives packages, indexes and the version of Python', () => {
    const text = '--index-url https://h/simple\nnumpy==1.26\npython>=3.9,<3.13\n';
    const { fields, notes, channels } = read('requirements.txt', text);
    expect(fields).toEqual({
      packages: ['numpy==1.26'],
      language_version: '3.12',
    });
    expect(channels?.first).toEqual(['https://h/simple']);
    expect(notes).toEqual([expect.stringContaining('Python 3.12')]);
  });

  it.each([
    ['-e .', 'package-is-path'],
    ['numpy\n-r other.txt', 'package-file-include'],
    ['# nothing\n', 'nothing-asked-for'],
    ['@EXPLICIT\nhttps://h/linux-64/x-1-0.conda', 'file-not-understood'],
  ])('refuses %j', (text, code) => {
    expect(errorsIn('requirements.txt', text).map((error) => error.code)).toEqual([code]);
  });

  it('takes packages with paths of another machine by name', () => {
    const { fields, notes } = read(
      'requirements.txt',
      'exceptiongroup @ file:///croot/exceptiongroup_1/work\n',
    );
    expect(fields).toEqual({ packages: ['exceptiongroup'] });
    expect(notes.join()).toContain('exceptiongroup');
  });
});

describe('environment.yml', () => {
  it('gives every section', () => {
    const text = [
      'name: Deep_Sea',
      'channels:',
      '  - conda-forge',
      '  - nodefaults',
      'dependencies:',
      '  - python=3.10',
      '  - numpy >=1.20, <2',
      '  - pytorch=2.1=*cuda*',
      '  - pip',
      '  - pip:',
      '      - requests[socks]==2.31',
      '      - --extra-index-url https://h/simple',
      'variables:',
      '  THREADS: 4',
      'prefix: /home/somebody/envs/x',
    ].join('\n');
    const { fields, notes, channels } = read('environment.yml', text);
    expect(fields).toEqual({
      name: 'deep_sea',
      display_name: 'Deep_Sea',
      language_version: '3.10',
      packages: ['numpy>=1.20,<2', 'pytorch=2.1=*cuda*', 'pip'],
      pip_packages: ['requests[socks]==2.31'],
      kernel_variables: { THREADS: '4' },
    });
    expect(channels).toMatchObject({
      first: ['conda-forge', 'extra-index-url=https://h/simple'],
      last: [],
      only: true,
      conda: true,
    });
    expect(notes).toEqual([
      expect.stringContaining('in addition to the default index'),
      expect.stringContaining('prefix'),
    ]);
  });

  it('leaves out the build strings and the packages for other platforms of a full export', () => {
    const text =
      'dependencies:\n  - numpy=1.16.4=py37h95a1406_0\n  - vc=14.1=h0510ff6_3\n  - vs2015_runtime=14\n  - conda-forge::six=1.16.0=py_0\n';
    const { fields, notes } = read('environment.yml', text);
    expect(fields).toEqual({ packages: ['numpy==1.16.4', 'conda-forge::six==1.16.0'] });
    expect(notes).toEqual([
      '`vc` was left out: it is for Windows only',
      '`vs2015_runtime` was left out: it is for Windows only',
      'Build strings were left out, versions kept: `numpy`, `vc`, `six`',
    ]);
  });

  it('leaves out a build string in brackets', () => {
    const { fields, notes } = read('environment.yml', 'dependencies:\n  - "numpy[build=py37h95a1406_0]"\n');
    expect(fields).toEqual({ packages: ['numpy'] });
    expect(notes).toEqual(['Build strings were left out, versions kept: `numpy`']);
  });

  it('takes a package once that the file repeats', () => {
    const repeated = '  - numpy=1.16.4\n'.repeat(3);
    const { fields, notes } = read('environment.yml', `dependencies:\n${repeated}`);
    expect(fields).toEqual({ packages: ['numpy==1.16.4.*'] });
    expect(notes).toEqual([]);
  });

  it('leaves out a name that a kernel cannot have', () => {
    const { fields, notes } = read('environment.yml', 'name: base\ndependencies: [six]\n');
    expect(fields).toEqual({ packages: ['six'] });
    expect(notes.join()).toContain('base');
  });

  it.each([
    ['name: x\ndependecies:\n  - six\n', 'file-not-understood', 2, '`dependencies`'],
    ['dependencies: [a]\ndependencies: [b]\n', 'file-not-understood', 2, 'twice'],
    ['dependencies:\n\t- six\n', 'file-not-understood', 2, 'tab'],
    ['- six\n', 'file-not-understood', undefined, 'keys'],
    ['some text\n', 'file-not-understood', undefined, 'keys'],
    ['', 'file-not-understood', undefined, 'empty'],
    ['# only a comment\n', 'file-not-understood', undefined, 'empty'],
    ['a: b: c\n', 'file-not-understood', 1, ''],
    ['dependencies: six\n', 'file-not-understood', 1, 'list'],
    ['dependencies:\n  - six\n  - a: b\n', 'item-not-understood', 3, 'text'],
    ['dependencies:\n  - pip: six\n', 'item-not-understood', 2, 'list'],
    ['dependencies: [six]\nvariables: x\n', 'item-not-understood', 2, 'a map of names'],
    ['name: [x]\ndependencies: [six]\n', 'item-not-understood', 1, 'text'],
    ['name: x\ndependencies: []\n', 'nothing-asked-for', undefined, ''],
    ['name: x\nchannels:\n  - defaults\n', 'nothing-asked-for', undefined, ''],
    ['name: x\ndependencies:\n  - six\n  - python=>3\n', 'package-not-understood', 4, ''],
    [
      'dependencies:\n  - pip:\n    - six\n    - -r requirements.txt\n',
      'package-file-include',
      4,
      'another file',
    ],
    ['dependencies:\n  - pip:\n    - -e .\n', 'package-is-path', 3, ''],
  ])('refuses %j as %s', (text, code, line, why) => {
    const [error] = errorsIn('environment.yml', text);
    expect(error?.code).toBe(code);
    expect(error?.message).toContain(why);
    if (line) expect(error?.message).toMatch(new RegExp(`line ${line}\\b`));
  });

  it('reports all mistakes at once', () => {
    const text = 'dependencies:\n  - a==\n  - b==\n  - pip:\n      - ./c\n';
    expect(
      errorsIn('environment.yml', text).map((error) => [error.field, error.message.split(':')[0]]),
    ).toEqual([
      ['upload', '`environment.yml`, line 2'],
      ['upload', '`environment.yml`, line 3'],
      ['upload', '`environment.yml`, line 5'],
    ]);
  });
});

describe('An environment.yml with an item that is no text', () => {
  const text = (...items: string[]) => ['dependencies:', '  - six', ...items, '  - attrs', ''].join('\n');

  it.each<[item: string, line: number, ...texts: string[]]>([
    ['  - numpy: 1.26', 3, '', 'numpy=1.26'],
    ['  - numpy: ">=1.2,<2"', 3, '', 'numpy>=1.2,<2'],
    ['  - numpy:', 3, '', 'numpy'],
    ['  - [numpy, scipy]', 3, '', 'numpy\nscipy'],
    ['  - {numpy: {version: 1}}', 3, ''],
    ['  - pip: numpy', 3, '', 'pip install numpy'],
    ['  - pip:\n    # why\n    - zarr\n    - numpy: 1.26', 6, '', 'pip install numpy==1.26'],
  ])('is read without %j, which has its line and choices', (item, ...problem) => {
    const read = understood(text(item), 'environment.yml');
    const zarr = item.includes('zarr') ? ['zarr'] : [];
    expect(read.packages.map(({ spec }) => spec.text)).toEqual(['six', 'attrs', ...zarr]);
    expect(read.problems.map(({ error }) => error.code)).toEqual(['item-not-understood']);
    expect(read.problems.map(({ line, choices }) => [line, ...choices.map((each) => each.text)])).toEqual([
      problem,
    ]);
  });

  it('takes what is chosen in its place', () => {
    const given = givenText(text('  - [numpy, scipy]', '  - pip: zarr'), 'environment.yml');
    const choices = parseChoices(['environment.yml:3=instead', 'environment.yml:4=instead']);
    const { packages, problems } = understandTexts([given], { choices });
    expect(problems).toEqual([]);
    expect(packages.map(({ spec, source }) => [spec.text, source])).toEqual([
      ['six', 'conda'],
      ['numpy', undefined],
      ['scipy', undefined],
      ['attrs', 'conda'],
      ['zarr', 'pypi'],
    ]);
  });

  it('does not repeat a password', () => {
    const text = 'channels: [{url: "https://me:secret@example.org/x"}]\ndependencies: [six]\n';
    const [problem] = understood(text, 'environment.yml').problems;
    expect(problem?.error.code).toBe('item-not-understood');
    expect(problem?.error.message).not.toContain('secret');
  });
});

/** The recipe of a file without anything typed. */
const recipeIn = (text: string) =>
  recipeFromFields({}, {}, { files: [givenText(text, 'recipe.yml')] }).recipe;

describe('a recipe in its own form', () => {
  it('is rendered with its fields in order and without defaults', () => {
    const recipe = parseRecipe({ packages: ['numpy'], name: 'x', language_version: '3.10' });
    expect(renderRecipe(recipe)).toBe('name: x\nlanguage_version: "3.10"\npackages:\n  - numpy\n');
  });

  it('is read as it was rendered', () => {
    const recipe = parseRecipe(complete);
    expect(recipeIn(renderRecipe(recipe))).toEqual(recipe);
  });

  it('keeps any text in its fields', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    const code = fc
      .array(fc.oneof(text, fc.constantFrom('\n', ' ', '\t', '# x', '- ', '|', '\r\n', ': ', '"')), {
        maxLength: 6,
      })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(code, text, (smoke_code, value) => {
        const recipe = parseRecipe({
          ...complete,
          smoke_code: smoke_code.replaceAll('\0', ''),
          kernel_variables: { X: value.replaceAll('\0', '') },
        });
        expect(recipeIn(renderRecipe(recipe))).toEqual(recipe);
      }),
      {
        numRuns: 150,
        examples: [
          [' \n', ''],
          ['x = "\u00a0"', '\u202f'],
        ],
      },
    );
  });

  it('may be incomplete, and have numbers without quotes', () => {
    expect(read('recipe.yaml', 'language_version: 3.10\npackages:\n').fields).toEqual({
      language_version: '3.10',
    });
  });

  it.each([
    ['packages: [six]\npakages: [x]\n', 'field-unknown'],
    ['packages: six\n', 'field-not-understood'],
    ['packages: [six]\nname: A B\n', 'name-not-allowed'],
    ['packages: [six]\npackages: [x]\n', 'file-not-understood'],
  ])('refuses %j as %s', (text, code) => {
    expect(errorsIn('x.yml', text).map((error) => error.code)).toEqual([code]);
  });
});
