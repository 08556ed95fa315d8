/** Files of languages for which this app makes no kernels. */
import { describe, expect, it } from 'vitest';
import { givenText } from '../../../../src/reading/given-text.js';
import { parseChoices } from '../../../../src/recipe/intake/request/choices.js';
import { understandTexts } from '../../../../src/recipe/intake/understand.js';
import { fieldsIn, understood } from '../../../support/understood.js';

const uuid = '682c06a0-de6a-54ab-a142-c8b1cf79cde6';

const files: readonly { file: string; text: string; language: string; leftOut: string[] }[] = [
  {
    file: 'DESCRIPTION',
    text: 'Package: demo\nType: Compendium\nVersion: 0.1.0\nTitle: What R it needs\nDepends:\n    R (>= 3.5.0)\nImports:\n    dplyr (>= 1.0),\n    ggplot2, data.table\nSuggests: testthat\nLicense: MIT\n',
    language: 'r',
    leftOut: ['dplyr', 'ggplot2', 'data.table', 'testthat'],
  },
  {
    file: 'renv.lock',
    text: '{\n  "R": {\n    "Version": "4.3.1"\n  },\n  "Packages": {\n    "dplyr": {\n      "Package": "dplyr",\n      "Version": "1.1.2"\n    },\n    "cli": {\n      "Package": "cli"\n    }\n  }\n}\n',
    language: 'r',
    leftOut: ['2 exact versions'],
  },
  {
    file: 'install.R',
    text: 'install.packages(c("dplyr",\n  "tidyr"), repos = "https://cran.example.org")\nremotes::install_github("owner/thing")\nlibrary(ggplot2)\n',
    language: 'r',
    leftOut: ['dplyr', 'tidyr', 'owner/thing', 'ggplot2'],
  },

  {
    file: 'Project.toml',
    text: `name = "Demo"\nuuid = "${uuid}"\n\n[deps]\nJSON = "${uuid}"\nDataFrames = "${uuid}"\n\n[compat]\nJSON = "0.21"\njulia = "1.6"\n`,
    language: 'julia',
    leftOut: ['JSON', 'DataFrames'],
  },
  {
    file: 'Manifest.toml',
    text: `julia_version = "1.9.2"\nmanifest_format = "2.0"\n\n[[deps.JSON]]\ndeps = ["Dates"]\nuuid = "${uuid}"\nversion = "0.21.4"\n\n[[deps.Dates]]\nuuid = "${uuid}"\n`,
    language: 'julia',
    leftOut: ['2 exact versions'],
  },
  {
    file: 'setup.jl',
    text: 'using Pkg\nPkg.add(["CSV", "Plots"])\nusing DataFrames, Statistics: mean\nx = 1\n',
    language: 'julia',
    leftOut: ['CSV', 'Plots', 'DataFrames', 'Statistics'],
  },
  {
    file: 'DESCRIPTION',
    text: 'Name: signal\nVersion: 1.4.5\nDate: 2023-07-03\nTitle: Signal Processing\nDepends: octave (>= 3.8), control (>= 2.4)\nLicense: GPL\n',
    language: 'octave',
    leftOut: ['control'],
  },
];

describe.each(files)('$file of $language', ({ file, text, language, leftOut }) => {
  const read = understood(text, file);

  it('is for that language, and asks for no package', () => {
    expect(read).toMatchObject({ kind: 'other-language', language, packages: [] });
    expect(read.problems.map(({ error }) => error.code)).toEqual(['text-other-language']);
    expect(read.problems[0]?.error.message).toContain(file);
  });

  it('has its packages left out, each once', () => {
    expect(read.notes.map((note) => note.left_out)).toEqual(leftOut);
  });
});

it.each(files.filter(({ file }) => !/\.(?:R|jl)$/.test(file)))(
  '$file of $language is known by what it has',
  ({ text, language }) => {
    for (const name of [undefined, 'downloaded.txt'])
      expect(understood(text, name)).toMatchObject({ kind: 'other-language', language, packages: [] });
  },
);

it('Code of Octave names its packages', () => {
  const { language, problems, packages } = understood(
    'pkg install -forge signal\npkg load statistics\n',
    'setup.m',
  );
  expect([language, packages]).toEqual(['octave', []]);
  expect(problems[0]?.error.code).toBe('text-other-language');
});

it('Packages have the lines of their file', () => {
  const [, file] = files;
  const lines = understood(files[0]?.text ?? '', file?.file && 'DESCRIPTION').notes.map(({ line }) => line);
  expect(lines).toEqual([8, 9, 9, 10]);
});

it('A file of another language beside one of Python can be left out, and then does not choose the language', () => {
  const texts = [givenText('Imports: dplyr\n', 'DESCRIPTION'), givenText('numpy\n', 'requirements.txt')];
  const open = understandTexts(texts);
  expect(open.problems.map(({ id }) => id)).toEqual(['DESCRIPTION:#1']);
  const decided = understandTexts(texts, { choices: parseChoices(['DESCRIPTION:#1=leave-out']) });
  expect(decided.problems).toEqual([]);
  expect(decided.language).toBeUndefined();
  expect(decided.packages.map(({ spec }) => spec.text)).toEqual(['numpy']);
});

it.each([
  ['what pip shows', 'Name: numpy\nVersion: 2.0\nSummary: arrays\nRequires: \n', ['numpy==2.0']],
  ['a pyproject.toml', '[project]\ndependencies = ["numpy"]\n', ['numpy']],
])('%s is no file of another language', (_, text, packages) => {
  expect(fieldsIn(text)).toMatchObject({ packages: expect.arrayContaining(packages) });
});

it.each([
  ['r-4.2-2023-04-01', 'text-other-language', 'r'],
  ['julia-1.10', 'text-other-language', 'julia'],
  ['something', 'item-not-understood', undefined],
])('A runtime.txt with %s is a problem', (text, code, language) => {
  const read = understood(`${text}\n`, 'runtime.txt');
  expect(read.problems.map(({ error }) => error.code)).toEqual([code]);
  expect(read.language).toBe(language);
});

it.each([
  ['library(dplyr)\nlibrary(ggplot2)\n', 'r', ['dplyr', 'ggplot2']],
  ['using DataFrames, CSV\nusing Plots\n', 'julia', ['DataFrames', 'CSV', 'Plots']],
])('pasted code leaves out each package by its name: %j', (text, language, names) => {
  const { notes, ...read } = understood(text);
  expect(read).toMatchObject({ language, packages: [] });
  expect(notes.flatMap(({ left_out }) => left_out ?? [])).toEqual(names);
});

/** What is said of a pasted text for a language without kernels here; `packages` must stay empty. */
function said(text: string, choices: string[] = []) {
  const { language, packages, problems, notes } = understandTexts([givenText(text)], {
    choices: parseChoices(choices),
  });
  return {
    language,
    packages: packages.map(({ spec }) => spec.text),
    problems: problems.map(({ error }) => error.code),
    notes: notes.map((each) => each.text).join('\n'),
  };
}

it.each([
  "Rscript -e 'IRkernel::installspec()'",
  'R -e \'install.packages("IRkernel")\'\npython -m ipykernel install --user --name r-a',
  'install.packages("IRkernel")\nIRkernel::installspec(name = "r-a", displayname = "R a")',
])('report 21: a kernel of R is asked about, and does not become one of Python: %j', (text) => {
  expect(said(text)).toMatchObject({ language: 'r', packages: [], problems: ['text-other-language'] });
});

it.each([
  "Error: package or namespace load failed for ‘sf’ in dyn.load(file, DLLpath = DLLpath, ...):\n unable to load shared object '/home/u/R/x86_64-pc-linux-gnu-library/4.2/units/libs/units.so'",
  '.libPaths("~/R/x86_64-pc-linux-gnu-library/4.2")\nlibrary(jsonlite)',
])('report 22: what R says of its libraries asks for no Python package: %j', (text) => {
  const { packages, problems } = said(text);
  expect(packages).toEqual([]);
  expect(problems).toHaveLength(1);
});

it.each(['pkg load signal\nx = 1;', 'pkg install -forge control'])(
  'report 23: Octave is asked about, and its packages are left out: %j',
  (text) => {
    expect(said(text)).toMatchObject({ language: 'octave', packages: [], problems: ['text-other-language'] });
  },
);

it.each([
  [`Rscript --vanilla -e 'install.packages("sf")'`, 'r'],
  [`julia --project=. -e 'using Pkg; Pkg.add("CSV")'`, 'julia'],
  [`octave --eval "pkg install -forge statistics"`, 'octave'],
])('a program of another language that is run by a command is known: %j', (text, language) => {
  expect(said(text)).toMatchObject({ language, packages: [], problems: ['text-other-language'] });
});

it('report 23: octave_kernel is a package of Python, and an Octave that is missing is no package', () => {
  const missing = 'OSError: Octave executable not found. Add it to the path, or set OCTAVE_EXECUTABLE';
  expect(said('octave_kernel')).toMatchObject({ packages: ['octave_kernel'], problems: [] });
  expect(said(missing)).toMatchObject({ packages: [], problems: ['error-names-nothing'] });
});

it('An error of R names the package that is missing, and not the variables of its call', () => {
  const line = 'Error in loadNamespace(name) : there is no package called ‘IRkernel’';
  const { notes } = understandTexts([givenText(line)]);
  expect(notes).toMatchObject([{ left_out: 'IRkernel' }]);
});
