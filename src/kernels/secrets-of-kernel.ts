/** The values of a kernel's secret variables, for an operation that makes its next generation. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { UserError } from '../base/errors.js';
import { readStored, type StoredFormat, tryReadStored } from '../base/stored.js';
import { readKeptSecrets, type SecretValues } from '../builds/secret-values.js';
import { secretsFile } from '../plan/make-plan.js';
import { isSecret } from '../recipe/secret-variables.js';
import { isSilent } from '../site/locations.js';
import type { Site } from '../site/site.js';
import { namedSecrets, type SecretVariables } from '../steps/plan.js';
import type { Kernel } from './kernelspec.js';

const environmentFormat = {
  number: 0,
  schema: z.object({ env: z._default(z.record(z.string(), z.string()), {}) }),
} satisfies StoredFormat;

/** What is read of the plan that a generation keeps: which secret variables its steps name. */
const namesFormat = {
  number: 1,
  schema: z.object({
    steps: z.array(z.object({ action: z.object({ secrets: z.optional(namedSecrets) }) })),
  }),
} satisfies StoredFormat;

type SecretSite = Pick<Site, 'data_root' | 'locations'>;

/** The names of secret variables, by the field of the recipe that has them. */
export type SecretNames = Record<SecretVariables['of'], string[]>;

export interface KnownSecrets {
  values: SecretValues;
  /** Those that the published generation was made with, and of which no value is stored any more. */
  missing: SecretNames;
}

/** @throws UserError `secrets-missing`; as `knownSecrets`. */
export async function secretsOfKernel(kernel: Kernel, site: SecretSite): Promise<SecretValues> {
  const { values, missing } = await knownSecrets(kernel, site);
  const variables = Object.values(missing).flat();
  if (variables.length === 0) return values;
  const path = secretsFile(site.data_root, kernel.origin?.id ?? '');
  throw new UserError('secrets-missing', { name: kernel.name, variables, path }, 'name');
}

/**
 * From the kernel's store; values of kernel variables that it lacks, from a private kernel.json. Version 0.1.0 had no
 * store. @throws UserError `stored-file-broken`.
 */
export async function knownSecrets(kernel: Kernel, site: SecretSite): Promise<KnownSecrets> {
  const { origin } = kernel;
  const published = await publishedValues(kernel);
  const missing: SecretNames = { install_variables: [], kernel_variables: [] };
  if (!origin?.id) {
    const kernel_variables = Object.fromEntries(Object.entries(published).filter(isSecret));
    return { values: { install_variables: {}, kernel_variables }, missing };
  }
  const stored = readKeptSecrets(secretsFile(site.data_root, origin.id));
  const named = isSilent(origin.prefix, site) ? [] : namesIn(origin.prefix);
  const values: SecretValues = { ...stored, kernel_variables: { ...stored.kernel_variables } };
  for (const { of, name } of named) {
    if (values[of][name] !== undefined) continue;
    const found = of === 'kernel_variables' ? published[name] : undefined;
    if (found === undefined) missing[of].push(name);
    else values.kernel_variables[name] = found;
  }
  return { values, missing };
}

/** None if others can read them, or Jupyter cannot. */
async function publishedValues({ directory }: Kernel): Promise<Record<string, string>> {
  const file = join(directory, 'kernel.json');
  try {
    if (((await stat(file)).mode & 0o077) !== 0) return {};
    const { env } = readStored(file, environmentFormat).value;
    const given = Object.entries(env).filter(([, value]) => value !== '');
    // Jupyter writes a dollar sign as `$$`.
    return Object.fromEntries(given.map(([name, value]) => [name, value.replaceAll('$$', '$')]));
  } catch {
    return {};
  }
}

function namesIn(prefix: string): { of: SecretVariables['of']; name: string }[] {
  const plan = tryReadStored(join(prefix, '.create_kernel', 'plan.json'), namesFormat);
  const named = (plan?.steps ?? []).flatMap(({ action: { secrets } }) =>
    secrets ? secrets.names.map((name) => ({ of: secrets.of, name })) : [],
  );
  // Several steps may get the same one.
  return [...new Map(named.map((each) => [`${each.of} ${each.name}`, each])).values()];
}
