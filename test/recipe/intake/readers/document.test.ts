/** Documents with code in chunks: R Markdown and Quarto. */
import { describe, expect, it } from 'vitest';
import { givenText } from '../../../../src/reading/given-text.js';
import { parseChoices } from '../../../../src/recipe/intake/request/choices.js';
import { understandTexts } from '../../../../src/recipe/intake/understand.js';
import { fieldsIn, notesIn, understood } from '../../../support/understood.js';

const chunk = (head: string, ...code: string[]) => [`\`\`\`{${head}}`, ...code, '```', ''];
const head = (...lines: string[]) => ['---', 'title: A title', ...lines, '---', ''];
const text = (...parts: string[][]) => parts.flat().join('\n');

describe('A document of Quarto', () => {
  const python = text(
    head('jupyter: python3'),
    ['We import pandas and use numpy here.', '```python', 'import shown_only', '```', ''],
    chunk('python', '#| echo: false', 'import numpy as np', 'from scipy import stats'),
    chunk('python', 'import pandas'),
  );

  it.each(['report.qmd', undefined])('gives the imports of its chunks, with their lines (%s)', (name) => {
    const read = understood(python, name);
    expect(read).toMatchObject({ kind: 'document', language: 'python', problems: [] });
    expect(read.packages.map(({ spec, line }) => [spec.name, line])).toEqual([
      ['numpy', 13],
      ['scipy', 14],
      ['pandas', 18],
    ]);
  });

  it('that is for one kernel asks for its name', () => {
    const named = text(head('jupyter: my-analysis'), chunk('python', 'import six'));
    expect(fieldsIn(named)).toEqual({ name: 'my-analysis', language: 'python', packages: ['six'] });
    const long = head('jupyter:', '  kernelspec:', '    name: ours', '    language: python', 'format: html');
    expect(fieldsIn(text(long, chunk('python', 'import six')))).toMatchObject({ name: 'ours' });
  });

  it.each([
    [['jupyter: julia-1.10'], 'julia'],
    [['jupyter:', '  kernelspec:', '    name: ir', '    language: R'], 'r'],
  ])('of another language without code is for that language', (lines, language) => {
    const read = understood(text(head(...lines), ['Text.']), 'x.qmd');
    expect(read).toMatchObject({ language, packages: [] });
    expect(read.problems.map(({ error, line }) => [error.code, line])).toEqual([['text-other-language', 3]]);
  });

  it('without code asks for nothing', () => {
    expect(understood(text(head(), ['import numpy', 'Text.']), 'x.qmd').problems[0]?.error.code).toBe(
      'nothing-asked-for',
    );
  });
});

describe('A document of R Markdown', () => {
  const r = chunk('r setup, include=FALSE', 'library(dplyr)', 'suppressMessages(library("ggplot2"))');

  it('is for R, and its packages are left out', () => {
    const read = understood(text(head('output: html_document'), r), 'report.Rmd');
    expect(read).toMatchObject({ kind: 'document', language: 'r', packages: [] });
    expect(read.problems.map(({ error, line }) => [error.code, line])).toEqual([['text-other-language', 6]]);
    expect(read.problems[0]?.error.message).toContain('`{r setup, include=FALSE}` is for R');
    expect(read.notes.flatMap(({ left_out, line }) => (left_out ? [[left_out, line]] : []))).toEqual([
      ['dplyr', 7],
      ['ggplot2', 8],
    ]);
  });

  it('with chunks of Python too gives these, and asks about R', () => {
    const mixed = givenText(text(r, chunk('python', 'import numpy'), chunk('bash', 'pip install six')));
    const open = understandTexts([mixed]);
    expect(open.problems.map(({ id, error }) => [id, error.code])).toEqual([['1', 'text-other-language']]);
    const decided = understandTexts([mixed], { choices: parseChoices(['1=leave-out']) });
    expect(decided).toMatchObject({ language: 'python', problems: [] });
    expect(decided.packages.map(({ spec }) => spec.name)).toEqual(['numpy', 'six']);
  });

  it('has other chunks left out', () => {
    const notes = notesIn(text(chunk('ojs', 'import {x} from "y"'), chunk('python', 'import numpy')));
    expect(notes.join()).toContain('`{ojs}` was left out: code in `ojs` is not read');
  });
});
