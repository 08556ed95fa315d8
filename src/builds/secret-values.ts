/**
 * The values of a kernel's secret variables: one file for each kernel, readable by its owner alone. Plans, scripts and
 * journals have the names; the published kernel.json is filled from here.
 */
import { rmSync } from 'node:fs';
import * as z from 'zod/mini';
import { writeFileAtomic } from '../base/files.js';
import { type StoredFormat, storedText, tryReadStored } from '../base/stored.js';
import type { Recipe } from '../recipe/recipe.js';
import { isSecret } from '../recipe/variables.js';
import type { Action } from '../steps/plan.js';

const variables = z._default(z.record(z.string(), z.string()), {});
const secretsSchema = z.object({ install_variables: variables, kernel_variables: variables });

export type SecretValues = z.output<typeof secretsSchema>;

const secretsFormat = { number: 1, schema: secretsSchema } satisfies StoredFormat;

/** None where there is no such file, or it cannot be understood. */
export function readSecrets(path: string | undefined): SecretValues {
  const found = path === undefined ? undefined : tryReadStored(path, secretsFormat);
  return found ?? { install_variables: {}, kernel_variables: {} };
}

/** Keeps the values that a recipe has. @throws what the file system says. */
export async function writeSecrets(path: string, recipe: Recipe): Promise<void> {
  await writeFileAtomic(path, storedText(secretsFormat, secretsOf(recipe)), 0o600);
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
