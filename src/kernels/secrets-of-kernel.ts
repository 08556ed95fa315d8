/** The values of a kernel's secret variables, for an operation that makes its next generation. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { readStored, type StoredFormat } from '../base/stored.js';
import { readKeptSecrets, readSecrets, type SecretValues } from '../builds/secret-values.js';
import { secretsFile } from '../plan/make-plan.js';
import { isSecret } from '../recipe/secret-variables.js';
import type { Site } from '../site/site.js';
import type { Kernel } from './kernelspec.js';

const environmentFormat = {
  number: 0,
  schema: z.object({ env: z._default(z.record(z.string(), z.string()), {}) }),
} satisfies StoredFormat;

/**
 * From the kernel's store. Version 0.1.0 had no store: it kept kernel variables only, in a private kernel.json.
 * @throws UserError `stored-file-broken`.
 */
export async function secretsOfKernel(
  { directory, origin }: Kernel,
  { data_root }: Pick<Site, 'data_root'>,
): Promise<SecretValues> {
  if (origin?.id) return readKeptSecrets(secretsFile(data_root, origin.id));
  const none = readSecrets(undefined);
  const file = join(directory, 'kernel.json');
  try {
    if (((await stat(file)).mode & 0o077) !== 0) return none;
    const { env } = readStored(file, environmentFormat).value;
    const secret = Object.entries(env).filter((variable) => isSecret(variable) && variable[1] !== '');
    // Jupyter writes a dollar sign as `$$`.
    const plain = secret.map(([name, value]) => [name, value.replaceAll('$$', '$')]);
    return { ...none, kernel_variables: Object.fromEntries(plain) };
  } catch {
    return none;
  }
}
