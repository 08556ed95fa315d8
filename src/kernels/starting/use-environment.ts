/** How the environment of a kernel is used without Jupyter: in a terminal, and in a batch job. */
import { tryReadStored } from '../../base/stored.js';
import type { Build } from '../../builds/build.js';
import { languageOf } from '../../languages/index.js';
import type { Recipe } from '../../recipe/recipe.js';
import { type Plan, planFormat } from '../../steps/plan.js';

export interface EnvironmentUse {
  /** A command that opens a shell, with everything that the kernel has. */
  terminal: string;
  /** Lines for a terminal without this app; absent if no program that activates the environment is left. */
  plain?: string;
  /** A batch script, without the options of a scheduler. */
  batch: string;
}

type Asked = Pick<Recipe, 'modules' | 'language'>;

/** Of the kernel with this name. Undefined if the plan of the build cannot be read. */
export function environmentUse(
  { files }: Pick<Build, 'files'>,
  recipe: Asked,
  name: string,
): EnvironmentUse | undefined {
  const plan = tryReadStored(files.plan, planFormat);
  return plan && useOf(plan, recipe, name);
}

/** Pure. */
export function useOf(
  plan: Pick<Plan, 'prefix' | 'steps' | 'staging'>,
  recipe: Asked,
  name: string,
): EnvironmentUse {
  const { program } = languageOf(recipe).use;
  const plain = activation(plan, recipe);
  const lines = plain ? [...plain, program] : [`create-kernel exec ${name} -- ${program}`];
  const script = ['#!/bin/bash', '# Put the options of your scheduler here.', ...lines];
  return {
    terminal: `create-kernel shell ${name}`,
    ...(plain && { plain: plain.join('\n') }),
    batch: script.join('\n'),
  };
}

/** As the build activated it, if what it used is still there. */
function activation(
  { prefix, steps, staging }: Pick<Plan, 'prefix' | 'steps' | 'staging'>,
  { modules }: Asked,
): string[] | undefined {
  const lines = steps.flatMap(({ action }) => (action.kind === 'environment' ? action.lines : []));
  const own = lines.find((line) => line.includes(prefix) && !line.includes(staging));
  return own ? [...(modules.length > 0 ? [`module load ${modules.join(' ')}`] : []), own] : undefined;
}
