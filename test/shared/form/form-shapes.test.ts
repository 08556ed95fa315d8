import { describe, expect, it } from 'vitest';
import {
  isCompletions,
  isEstimate,
  isFilledForm,
  isReadTexts,
} from '../../../src/shared/form/form-shapes.js';
import { isSpace } from '../../../src/shared/kernels/generation-view.js';
import { isFoundLines } from '../../../src/shared/log-search.js';

const problem = { code: 'name-empty', message: 'The kernel needs a name', hint: '', field: 'kernel_name' };
const known = {
  ...{ kind: 'known', language: 'Python 3.11', packages: 3, download_bytes: 5, disk_bytes: 9, files: 7 },
  ...{ seconds: 10, largest: [{ name: 'numpy', bytes: 5 }], compiled: [] },
};
const chip = { label: 'numpy', value: 'numpy', kind: 'package' };
const filled = {
  from: 'The link',
  values: { kernel_name: 'x' },
  filled: [],
  left_out: [],
  notes: [],
  problems: [],
};

describe('The answers about a form', () => {
  it.each<[what: string, isWanted: (value: unknown) => boolean, answer: unknown, isThat: boolean]>([
    ['an estimate', isEstimate, known, true],
    ['an estimate without its packages', isEstimate, { ...known, packages: undefined }, false],
    ['an estimate of another kind', isEstimate, { ...known, kind: 'other' }, false],
    ['a reason', isEstimate, { kind: 'unknown', why: 'not asked' }, true],
    ['no reason', isEstimate, { kind: 'unknown' }, false],
    [
      'a problem and a fix',
      isEstimate,
      { kind: 'problem', problem, next: [{ id: 'a', label: 'x', add: { package: 'a', module: 'b' } }] },
      true,
    ],
    ['a fix without words', isEstimate, { kind: 'problem', problem, next: [{ id: 'a' }] }, false],
    ['that it was cancelled', isEstimate, { kind: 'cancelled' }, true],
    ['chips', isReadTexts, { chips: [chip], problems: [problem] }, true],
    ['a chip of an unknown kind', isReadTexts, { chips: [{ ...chip, kind: 'x' }], problems: [] }, false],
    [
      'both kinds of choices',
      isReadTexts,
      {
        chips: [
          {
            ...chip,
            choices: [
              { label: 'a', choose: '3=a' },
              { label: 'b', line: 2, text: '' },
            ],
          },
        ],
        problems: [],
      },
      true,
    ],
    [
      'a choice that does nothing',
      isReadTexts,
      { chips: [{ ...chip, choices: [{ label: 'a' }] }], problems: [] },
      false,
    ],
    ['completions', isCompletions, { options: [{ text: 'numpy', about: 'needs Python >=3.11' }] }, true],
    ['a completion without its text', isCompletions, { options: [{}] }, false],
    ['a filled form', isFilledForm, filled, true],
    ['a value that is no text', isFilledForm, { ...filled, values: { kernel_name: 1 } }, false],
    ['an error of the app', isFilledForm, { problems: [problem] }, false],
  ])('are checked for %s', (_what, isWanted, answer, isThat) => {
    expect(isWanted(JSON.parse(JSON.stringify(answer)))).toBe(isThat);
  });
});

describe('Other answers', () => {
  it.each<[what: string, isWanted: (value: unknown) => boolean, answer: unknown, isThat: boolean]>([
    ['space', isSpace, { generations: { 1: { bytes: 9, freed: 5, use: 'here' } }, all: 5 }, true],
    ['space of no generation', isSpace, { generations: {}, all: 0 }, true],
    [
      'a use that is not known',
      isSpace,
      { generations: { 1: { bytes: 9, freed: 5, use: 'x' } }, all: 5 },
      false,
    ],
    ['matching lines', isFoundLines, { count: 2, before: 0, lines: [3, 9] }, true],
    ['a line that is no number', isFoundLines, { count: 1, before: 0, lines: ['3'] }, false],
  ])('are checked for %s', (_what, isWanted, answer, isThat) => {
    expect(isWanted(answer)).toBe(isThat);
  });
});
