import { expect, it } from 'vitest';
import { nextSteps } from '../../../src/kernels/requests/next-step.js';
import { parseRecipe } from '../../../src/recipe/recipe.js';
import type { NextStep } from '../../../src/shared/builds/build-events.js';
import { initialState } from '../../../src/shared/builds/build-state.js';

const recipe = parseRecipe({ name: 'x', packages: ['Flash_Attn==2.5.8', 'six'], language_version: '3.12' });

/** Whether it is offered for the recipe. */
function offers(step: Omit<NextStep, 'id' | 'label'>): boolean {
  const next = [{ id: 'it', label: 'It', ...step }];
  const state = { ...initialState, cause: { code: 'x', message: 'x', hint: 'x', next } };
  return nextSteps({ state }, recipe).length > 0;
}

it.each<[Omit<NextStep, 'id' | 'label'>, boolean]>([
  [{ package: { from: 'flash-attn', to: 'flash-attn' } }, true],
  [{ package: { from: 'six', to: 'six' } }, false],
  [{ package: { from: 'a-dependency', to: 'other' } }, false],
  [{ language_version: '3.11' }, true],
  [{ language_version: '3.12' }, false],
  [{}, false],
])('a change is offered if it changes the recipe: %j', (step, offered) => {
  expect(offers(step)).toBe(offered);
});
