import { expect, it } from 'vitest';
import { foldedChips, understoodWords } from '../../../src/browser/create/chips.js';
import type { Chip } from '../../../src/shared/form/understood.js';

const chip = (kind: Chip['kind']): Chip => ({ kind, value: '', label: 'x' });
const decision: Chip = { ...chip('problem'), decide: true };

it.each([
  [[], ''],
  [['package'], '1 package'],
  [['package', 'pip-package', 'note', 'version'], '2 packages'],
  [['package', 'problem'], '1 package, 1 line not understood'],
  [['problem', 'problem', 'problem'], '3 lines not understood'],
] as const)('says %j as %j', (kinds, words) => {
  expect(understoodWords(kinds.map(chip))).toBe(words);
});

it('counts what was understood, but cannot be taken as it is, apart', () => {
  const chips = [chip('package'), decision, decision, chip('problem')];
  expect(understoodWords(chips)).toBe('1 package, 2 lines to decide on, 1 line not understood');
});

it('folds what a long text was read without, but nothing that can be undone', () => {
  const quiet = [...Array<Chip['kind']>(6).fill('left-out'), 'note' as const].map(chip);
  const undone: Chip = { ...chip('left-out'), undo: '3=leave-out' };
  expect(foldedChips([chip('package'), ...quiet, undone])).toEqual({
    shown: [chip('package'), undone],
    folded: quiet,
  });
  expect(foldedChips([chip('package'), ...quiet.slice(1)]).folded).toEqual([]);
});
