import { describe, expect, it } from 'vitest';
import { codesIn, fieldsIn, notesIn, understood } from '../../../support/understood.js';

const cell = (source: string | string[], outputs: object[] = []) => ({ cell_type: 'code', source, outputs });
const notebook = (cells: object[], metadata: object = {}) =>
  JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1);
const python = {
  kernelspec: { name: 'python3', language: 'python', display_name: 'Python 3' },
  language_info: { name: 'python', version: '3.9.7' },
};

describe('A notebook', () => {
  it('gives what its cells import and install, and what its saved errors miss', () => {
    const missing = {
      output_type: 'error',
      ename: 'ModuleNotFoundError',
      evalue: "No module named 'sklearn'",
      traceback: [],
    };
    const text = notebook(
      [
        { cell_type: 'markdown', source: 'import seaborn' },
        cell(['import numpy as np\n', 'import os\n', 'from sklearn import svm'], [missing]),
        cell('%pip install "xarray>=2024"\n!conda install -y -c bioconda pysam\nx = 1'),
      ],
      python,
    );
    const { kind, packages, language, problems } = understood(text, 'x.ipynb');
    expect({ kind, language, problems }).toEqual({ kind: 'notebook', language: 'python', problems: [] });
    expect(packages.map(({ spec, source, line }) => [spec.text, source, line])).toEqual([
      ['scikit-learn', undefined, undefined],
      ['numpy', undefined, undefined],
      ['xarray>=2024', 'pypi', undefined],
      ['pysam', 'conda', undefined],
    ]);
    expect(notesIn(text).join()).toContain('Python 3.9.7');
  });

  it('with a block of dependencies gives these', () => {
    const text = notebook([cell('# /// script\n# dependencies = ["polars<2"]\n# ///\n')], python);
    expect(fieldsIn(text)).toMatchObject({ packages: ['polars<2'] });
  });

  it.each([
    ['r', { kernelspec: { name: 'ir', language: 'R' } }, 'library(ggplot2)', 'ggplot2'],
    ['julia', { language_info: { name: 'julia', version: '1.10.2' } }, 'using Plots', 'Plots'],
  ])('of another language is for %s, and its packages are left out', (language, metadata, source, name) => {
    const read = understood(notebook([cell(source), cell('import numpy')], metadata), 'x.ipynb');
    expect(read).toMatchObject({ language, packages: [] });
    expect(read.problems.map(({ error }) => error.code)).toEqual(['text-other-language']);
    expect(read.notes.map((note) => note.left_out)).toContain(name);
  });

  it('is refused if it is cut off', () => {
    expect(codesIn(notebook([cell('import numpy')]).slice(0, -3), 'x.ipynb')).toEqual([
      'file-not-understood',
    ]);
  });
});
