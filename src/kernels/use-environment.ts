/** How the environment of a kernel is used without Jupyter: in a terminal, and in a batch job. */
import { tryReadStored } from '../base/stored.js';
import type { Build } from '../builds/build.js';
import { languageOf } from '../languages/index.js';
import type { Recipe } from '../recipe/recipe.js';
import { type Plan, planFormat } from '../steps/plan.js';
import { quoteWord } from '../steps/quote.js';

export interface EnvironmentUse {
  /** Lines for a terminal. */
  terminal: string;
  /** A batch script, without the options of a scheduler. */
  batch: string;
}

/** Undefined if the plan of the build cannot be read. */
export function environmentUse(
  { files }: Pick<Build, 'files'>,
  recipe: Pick<Recipe, 'modules' | 'language'>,
): EnvironmentUse | undefined {
  const plan = tryReadStored(files.plan, planFormat);
  return plan && useOf(plan, recipe);
}

/** Pure. */
export function useOf(
  plan: Pick<Plan, 'prefix' | 'steps' | 'staging'>,
  recipe: Pick<Recipe, 'modules' | 'language'>,
): EnvironmentUse {
  const lines = [
    ...(recipe.modules.length > 0 ? [`module load ${recipe.modules.join(' ')}`] : []),
    activation(plan),
  ];
  const { program } = languageOf(recipe).use;
  const script = ['#!/bin/bash', '# Put the options of your scheduler here.', ...lines, program];
  return { terminal: lines.join('\n'), batch: script.join('\n') };
}

/** As the build activated it, if what it used is still there. */
function activation({ prefix, steps, staging }: Pick<Plan, 'prefix' | 'steps' | 'staging'>): string {
  const lines = steps.flatMap(({ action }) => (action.kind === 'environment' ? action.lines : []));
  const own = lines.find((line) => line.includes(prefix) && !line.includes(staging));
  return own ?? `export PATH=${quoteWord(`${prefix}/bin`)}:"$PATH"`;
}
