import { expect, it } from 'vitest';
import { understoodWords } from '../../../src/browser/create/chips.js';
import type { Chip } from '../../../src/shared/form/understood.js';

const chip = (kind: Chip['kind']): Chip => ({ kind, value: '', label: 'x' });

it.each([
  [[], ''],
  [['package'], '1 package'],
  [['package', 'pip-package', 'note', 'version'], '2 packages'],
  [['package', 'problem'], '1 package, 1 line not understood'],
  [['problem', 'problem', 'problem'], '3 lines not understood'],
] as const)('says %j as %j', (kinds, words) => {
  expect(understoodWords(kinds.map(chip))).toBe(words);
});
