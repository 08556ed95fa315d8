/** What holds for every reader of texts. A new reader needs a text here that it has to read, and no other reader. */
import { describe, expect, it } from 'vitest';
import { userErrorsOf } from '../../../../src/base/errors.js';
import { givenText } from '../../../../src/reading/given-text.js';
import { sureness } from '../../../../src/reading/reader.js';
import { classifyText } from '../../../../src/recipe/intake/classify.js';
import { kinds } from '../../../../src/recipe/intake/readers/index.js';

/** A text of each kind: its lines, and the name of its file if it needs one. */
const examples: Record<string, { lines: string[]; name?: string }> = {
  'web-page': { lines: ['<!DOCTYPE html>', '<html><body><p>numpy</p></body></html>'] },
  notebook: {
    lines: ['{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells":'],
    name: 'analysis.ipynb',
  },
  document: { lines: ['# Analysis', '```{python}', 'import numpy', '```'], name: 'analysis.qmd' },
  'other-language': { lines: ['library(ggplot2)', 'x <- 1'], name: 'analysis.R' },
  table: {
    lines: [
      '# packages in environment at /opt/env:',
      '#',
      '# Name  Version  Build  Channel',
      'numpy 1.26.4 py311_0 conda-forge',
    ],
  },
  'conda-plan': {
    lines: [
      '## Package Plan ##',
      '  environment location: /opt/envs/seis',
      '  added / updated specs:',
      '    - obspy',
      '    - python=3.10',
    ],
  },
  'pip-list': {
    lines: ['Package    Version', '---------- -------', 'numpy      1.26.4', 'six        1.16.0'],
  },
  'pip-show': {
    lines: [
      'Name: numpy',
      'Version: 1.26.4',
      'Summary: Arrays',
      'Home-page: https://numpy.org',
      'Location: /opt/env/lib',
      'Requires: ',
    ],
  },
  'pip-tree': {
    lines: [
      'pandas==2.2.0',
      '├── numpy [required: >=1.22.4, installed: 1.26.4]',
      '└── pytz [required: >=2020.1, installed: 2024.1]',
    ],
  },
  'show-versions': {
    lines: [
      'INSTALLED VERSIONS',
      '------------------',
      'python : 3.11.2.final.0',
      'numpy : 1.26.4',
      'pandas : 2.2.0',
    ],
  },
  'json-list': { lines: ['[{"name": "numpy", "version": "1.26.4"}, {"name": "six", "version": "1.16.0"}]'] },
  'module-list': { lines: ['Currently Loaded Modules:', '  1) gcc/12.2.0   2) openmpi/4.1.5'] },
  data: { lines: ['id,name,value', '1,one,0.5', '2,two,0.7', '3,three,0.9'], name: 'data.csv' },
  error: {
    lines: [
      'Traceback (most recent call last):',
      '  File "a.py", line 1, in <module>',
      "ModuleNotFoundError: No module named 'numpy'",
    ],
  },
  commands: { lines: ['$ pip install numpy six', '$ conda install -c conda-forge gdal'] },
  code: { lines: ['import numpy as np', 'from six import moves', 'print(np.zeros(3))'] },
  prose: { lines: ['I need numpy and pandas for my analysis of the climate data.'] },
  packages: { lines: ['numpy>=1.26', 'six', 'pandas[excel]==2.2'] },
};

const all = Object.entries(kinds);
const textOf = ({ lines, name }: { lines: string[]; name?: string }) =>
  givenText(`${lines.join('\n')}\n`, name);

it('The registry has each reader under its own id, with a text here', () => {
  expect(all.map(([, { id }]) => id)).toEqual(Object.keys(kinds));
  expect(Object.keys(examples)).toEqual(Object.keys(kinds));
});

describe.each(all)('%s', (id, reader) => {
  const example = examples[id] ?? { lines: [] };

  it('reads its text, which no reader before it claims', () => {
    expect(classifyText(textOf(example)).kind).toBe(id);
  });

  it('has a name for messages', () => {
    expect(reader.label).toMatch(/^(an? |the )?[a-z].*[^.]$/);
  });

  it('says of no text that is empty or cannot be known that it is certain', () => {
    for (const text of ['', '\n\n', '\0\0\0', '?'])
      expect(reader.recognizes(givenText(text)), JSON.stringify(text)).toBeLessThan(sureness.certain);
  });

  // A person may say what a text is, and be wrong.
  it.each(Object.entries(examples))(
    'throws only user errors for a text of %s, and finds whole things',
    (_, other) => {
      const found = readAs(id, other);
      for (const { kind, ...rest } of found) {
        expect(kind).toMatch(/^[a-z]/);
        if ('line' in rest && rest.line !== undefined) expect(rest.line).toBeGreaterThan(0);
      }
    },
  );
});

function readAs(id: string, given: { lines: string[]; name?: string }) {
  try {
    return [...(kinds[id]?.read(textOf(given), { others: [] }) ?? [])];
  } catch (error) {
    if (userErrorsOf(error).length === 0) throw error;
    return [];
  }
}
