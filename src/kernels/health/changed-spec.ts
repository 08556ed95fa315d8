/** Whether the published kernel.json starts the same as the copy that its generation keeps. */
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type StoredFormat, tryReadStored } from '../../base/stored.js';
import type { Kernel } from '../kernelspec.js';
import { keptKernelspec } from '../moves/kernelspec-file.js';

const specFormat = {
  number: 0,
  schema: z.object({ argv: z.array(z.string()), env: z._default(z.record(z.string(), z.string()), {}) }),
} satisfies StoredFormat;

// A rename changes it, in the launcher's kernelspec alone.
const MAY_DIFFER = 'CREATE_KERNEL_NAME';

/** The part of kernel.json that is another one than in the generation's copy. */
export function changedSpec({ argv, variables, origin }: Kernel): string | undefined {
  if (!origin) return undefined;
  const { prefix } = origin;
  const kept = tryReadStored(join(keptKernelspec(prefix), 'kernel.json'), specFormat);
  if (!kept) return undefined;
  if (argv.join('\0') !== kept.argv.join('\0')) return 'argv';
  const names = new Set([...Object.keys(variables), ...Object.keys(kept.env)]);
  const changed = [...names].find(
    (name) => name !== MAY_DIFFER && variables[name] !== kept.env[name] && !isSecret(kept.env[name]),
  );
  return changed && `env.${changed}`;
}

/** Its value is filled in when the kernel is published. */
function isSecret(value = ''): boolean {
  return /^\$\{secret:\w+\}$/.test(value);
}
