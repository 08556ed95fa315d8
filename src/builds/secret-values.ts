/**
 * The values of a kernel's secret variables: one file for each kernel, readable by its owner alone. Plans, scripts and
 * journals have the names; the published kernel.json is filled from here.
 */
import { readFileSync, rmSync } from 'node:fs';
import * as z from 'zod';
import { writeFileAtomic } from '../base/files.js';
import type { Recipe } from '../recipe/recipe.js';
import { isSecret } from '../recipe/variables.js';
import type { Action } from '../steps/plan.js';

const variables = z.record(z.string(), z.string()).default({});
const secretsSchema = z.object({
  schema: z.number().default(1),
  install_variables: variables,
  kernel_variables: variables,
});

export type SecretValues = Pick<z.output<typeof secretsSchema>, 'install_variables' | 'kernel_variables'>;

/** None where there is no such file, or it cannot be understood. */
export function readSecrets(path: string | undefined): SecretValues {
  const none = { install_variables: {}, kernel_variables: {} };
  try {
    return path ? secretsSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : none;
  } catch {
    return none;
  }
}

/** Keeps the values that a recipe has. @throws what the file system says. */
export async function writeSecrets(path: string, recipe: Recipe): Promise<void> {
  const { install_variables, kernel_variables } = secretsOf(recipe);
  await writeFileAtomic(path, JSON.stringify({ schema: 1, install_variables, kernel_variables }), 0o600);
}

export function forgetSecrets(path: string): void {
  rmSync(path, { force: true });
}

export function secretsOf(recipe: Recipe): SecretValues {
  const secret = (all: Record<string, string>) => Object.fromEntries(Object.entries(all).filter(isSecret));
  return {
    install_variables: secret(recipe.install_variables),
    kernel_variables: secret(recipe.kernel_variables),
  };
}

/** A recipe that was kept without its secrets, whole again. */
export function withSecrets(recipe: Recipe, secrets: SecretValues): Recipe {
  return {
    ...recipe,
    install_variables: { ...recipe.install_variables, ...secrets.install_variables },
    kernel_variables: { ...recipe.kernel_variables, ...secrets.kernel_variables },
  };
}

/** The action with the values of the secret variables that it names. */
export function withSecretValues(action: Action, secrets: SecretValues): Action {
  if (action.kind !== 'command' || !action.secrets) return action;
  const { of, names } = action.secrets;
  const known = names.flatMap((name) => {
    const value = secrets[of][name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...action, variables: { ...action.variables, ...Object.fromEntries(known) } };
}
