import { expect, it } from 'vitest';
import { estimateWords, isInNotes, remarks } from '../../../../src/browser/create/help/estimate-words.js';
import type { AboutPackages, Estimate } from '../../../../src/shared/form/package-facts.js';
import type { Summary } from '../../../../src/shared/form/understood.js';

const known: Extract<Estimate, { kind: 'known' }> = {
  kind: 'known',
  language: 'Python 3.12',
  packages: 32,
  download_bytes: 68_000_000,
  disk_bytes: 236_000_000,
  files: 18_000,
  seconds: 10,
  largest: [],
  compiled: [],
};
const summary: Summary = {
  ...{ manager: 'uv', channels: [], language: 'Python', test: '', packages: 1, prefix: '/e/x/1' },
  free_bytes: 1_000_000_000,
};

it.each<[Estimate, string]>([
  [known, '32 packages · download 68 MB · 236 MB on disk · about 10 s'],
  [
    { ...known, packages: 1, download_bytes: 0, seconds: 240 },
    '1 package · nothing to download · 236 MB on disk · about 4 min',
  ],
  [
    { ...known, compiled: ['pyhdf'] },
    '32 packages · download 68 MB · 236 MB on disk · about 10 s, and the time to compile',
  ],
  [{ kind: 'unknown', why: 'not known before building' }, 'not known before building'],
  [
    { kind: 'problem', problem: { code: 'conflict', message: 'm', hint: 'h' }, next: [] },
    'not known: see the note below the packages',
  ],
])('%j is worded as %j', (estimate, words) => {
  expect(estimateWords(estimate)).toBe(words);
});

it('the remarks say what does not fit, what is compiled, and what makes it large', () => {
  const largest = [
    { name: 'torch', bytes: 790_000_000 },
    { name: 'nvidia-cudnn', bytes: 600_000_000 },
  ];
  const estimate = {
    ...known,
    disk_bytes: 4_000_000_000,
    compiled: ['pyhdf'],
    largest,
    without_gpu: ['`jax` does not use GPUs'],
  };
  expect(remarks(estimate, summary)).toEqual([
    'More than the 1.0 GB that are free',
    'No wheel for this Python: `pyhdf` will be compiled',
    '`jax` does not use GPUs',
    'Largest: `torch` 790 MB, `nvidia-cudnn` 600 MB',
  ]);
  expect(remarks(estimate, { ...summary, quota_bytes: 500_000_000 })).toContain(
    'More than the 500 MB that are free',
  );
  expect(remarks(known, summary)).toEqual([]);
});

const step = { id: 'use-numpy', label: 'numpy instead of numpyy', package: { from: 'numpyy', to: 'numpy' } };
const about = (state: 'missing' | 'found', close: string[]): AboutPackages => ({
  packages: [{ name: 'numpyy', state, close, warnings: [] }],
  versions: [],
});
const misspelt: Estimate = {
  kind: 'problem',
  problem: { code: 'no-such-package', message: 'No `numpyy`', hint: 'Use `numpy`' },
  next: [step],
};

it.each<[string, Estimate, AboutPackages | undefined, boolean]>([
  ['the index offers the same package', misspelt, about('missing', ['numpy']), true],
  ['the index offers another one', misspelt, about('missing', ['numpyro']), false],
  ['the index has the package', misspelt, about('found', []), false],
  ['the index was not asked', misspelt, undefined, false],
  ['nothing is offered', { ...misspelt, next: [] }, about('missing', ['numpy']), false],
  ['it can be built', known, about('missing', ['numpy']), false],
])('says the problem of the solve once: %s', (_, estimate, found, expected) => {
  expect(isInNotes(estimate, found)).toBe(expected);
});
