/**
 * The values of a kernel's secret variables: one file for each kernel, readable only by its owner. Plans, scripts and
 * journals have only the names; publishing fills kernel.json with the values from here.
 */
import { existsSync, rmSync } from 'node:fs';
import * as z from 'zod/mini';
import { writeFileAtomic } from '../base/files.js';
import { requireStored, type StoredFormat, storedText, tryReadStored } from '../base/stored.js';
import type { Recipe } from '../recipe/recipe.js';
import { secretVariables } from '../recipe/secret-variables.js';
import type { Action } from '../steps/plan.js';

const variables = z._default(z.record(z.string(), z.string()), {});
const secretsSchema = z.object({ install_variables: variables, kernel_variables: variables });

export type SecretValues = z.output<typeof secretsSchema>;

const secretsFormat = { number: 1, schema: secretsSchema } satisfies StoredFormat;

/** Empty if the file is missing or broken. */
export function readSecrets(path: string | undefined): SecretValues {
  const found = path === undefined ? undefined : tryReadStored(path, secretsFormat);
  return found ?? { install_variables: {}, kernel_variables: {} };
}

/** Empty if the file is missing. @throws UserError `stored-file-broken`. */
export function readKeptSecrets(path: string): SecretValues {
  return existsSync(path) ? requireStored(path, secretsFormat) : readSecrets(undefined);
}

/** Stores the secret values of a recipe. @throws the file system's error. */
export async function writeSecrets(path: string, recipe: Recipe): Promise<void> {
  await writeFileAtomic(path, storedText(secretsFormat, secretsOf(recipe)), 0o600);
}

export function forgetSecrets(path: string): void {
  rmSync(path, { force: true });
}

function secretsOf(recipe: Recipe): SecretValues {
  return {
    install_variables: secretVariables(recipe.install_variables),
    kernel_variables: secretVariables(recipe.kernel_variables),
  };
}

/** Adds the secret values to a recipe that was stored without them. */
export function withSecrets(recipe: Recipe, secrets: SecretValues): Recipe {
  return {
    ...recipe,
    install_variables: { ...recipe.install_variables, ...secrets.install_variables },
    kernel_variables: { ...recipe.kernel_variables, ...secrets.kernel_variables },
  };
}

/** Adds the values of the secret variables that an action names. */
export function withSecretValues(action: Action, secrets: SecretValues): Action {
  if (action.kind !== 'command' || !action.secrets) return action;
  const { of, names } = action.secrets;
  const known = names.flatMap((name) => {
    const value = secrets[of][name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...action, variables: { ...action.variables, ...Object.fromEntries(known) } };
}
