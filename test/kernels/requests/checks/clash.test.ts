import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/base/errors.js';
import type { Kernel } from '../../../../src/kernels/kernelspec.js';
import { checkClash } from '../../../../src/kernels/requests/checks/clash.js';
import { parseRecipe, type RecipeInput } from '../../../../src/recipe/recipe.js';

const kernel = (name: string, more: Partial<Kernel> = {}): Kernel => ({
  ...{ name, display_name: name, language: 'python', directory: `/k/${name}`, owner: 'ours' },
  ...{ argv: [], variables: {}, published: 0 },
  ...more,
});

const there = [
  kernel('mine', { display_name: 'My Analysis' }),
  kernel('mine-2'),
  kernel('Own', { owner: 'own' }),
  kernel('anaconda', { owner: 'central', display_name: 'Python 3 (ipykernel)' }),
];

function clash(fields: RecipeInput): string {
  try {
    checkClash(parseRecipe(fields), there);
    return 'free';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.code} ${error.field} → ${/`([^`]+)`/.exec(error.hint)?.[1]}`;
  }
}

describe('a new kernel', () => {
  it.each<[string, RecipeInput, string]>([
    ['is free where nothing has its names', { name: 'other', display_name: 'Other' }, 'free'],
    ['may not have the name of one that is there', { name: 'mine' }, 'kernel-exists name → mine-3'],
    ["may not have the name of the user's own", { name: 'own' }, 'kernel-not-ours name → own-2'],
    ['may not hide a central one', { name: 'anaconda' }, 'kernel-central name → anaconda-2'],
    [
      'may not look like another one',
      { name: 'other', display_name: 'my analysis' },
      'display-name-taken display_name → my analysis (2)',
    ],
    [
      'may not look like a central one',
      { name: 'other', display_name: 'Python 3 (ipykernel)' },
      'display-name-taken display_name → Python 3 (ipykernel) (2)',
    ],
    [
      'may not look like another one by its name alone',
      { name: 'my', display_name: 'mine-2' },
      'display-name-taken display_name → mine-2 (2)',
    ],
  ])('%s', (_, fields, outcome) => {
    expect(clash(fields)).toBe(outcome);
  });

  it('is recognised as an existing one if the recipe is the same', () => {
    const recipe = parseRecipe({ name: 'mine', packages: ['six'] });
    const origin = { version: '1', generation: 1, prefix: '/e/mine/1', manager: 'uv', recipe };
    const same = [kernel('mine', { origin })];
    expect(() => checkClash(recipe, same)).toThrow(/this kernel/);
    expect(() => checkClash(parseRecipe({ name: 'mine' }), same)).toThrow(/^You already have a kernel/);
  });
});
