import { existsSync } from 'node:fs';
import * as z from 'zod';
import { count } from '../../../shared/format.js';
import { originOf } from '../../built-environment.js';
import { type Drift, driftOf, type PackageDrift } from '../../contents/drift.js';
import { manifestFile } from '../../contents/manifest.js';
import type { KernelOperation } from '../operation.js';

/** Compares every file of a kernel's environment with the manifest of its generation. */
export const verify = {
  id: 'verify',
  on: 'ours',
  effect: 'looks',
  label: 'Verify',
  description: 'Compares all files with those of the build, and names each package that differs',
  arguments: z.object({}),
  async run(kernel) {
    const { name } = kernel;
    const { prefix, generation } = originOf(kernel);
    const found = await driftOf(prefix);
    if (!found)
      return {
        ok: false,
        message: `\`${name}\` cannot be compared: ${whyNot(prefix)}. Rebuild the kernel to get one`,
      };
    return {
      ok: found.drift.length === 0,
      message: messageOf(name, generation, found),
      notes: found.drift.map(driftText),
      details: found,
    };
  },
} as const satisfies KernelOperation;

function whyNot(prefix: string): string {
  const file = manifestFile(prefix);
  return existsSync(file)
    ? `\`${file}\`, the list of its files, is damaged or cannot be read`
    : `\`${prefix}\` has no list of its files`;
}

function messageOf(name: string, generation: number, { packages, files, drift }: Drift): string {
  if (drift.length === 0)
    return `\`${name}\` is as it was built: ${count(files, 'file')} of ${count(packages, 'package')} are the same`;
  return `\`${name}\` is not as generation ${generation} was built: ${count(drift.length, 'difference')}`;
}

/** A difference in words. */
export function driftText({
  name,
  change,
  from,
  to,
  missing = 0,
  changed = 0,
  example,
}: PackageDrift): string {
  if (change === 'added') return `\`${name}\` ${to} was added`;
  if (change === 'removed') return `\`${name}\` ${from} was removed`;
  if (change === 'replaced') return `\`${name}\` ${from} was replaced by ${to}`;
  const parts = [
    missing > 0 && `${count(missing, 'file')} missing`,
    changed > 0 && `${count(changed, 'file')} changed`,
  ];
  const where = name ? `\`${name}\`` : 'Files of no package';
  return `${where}: ${parts.filter(Boolean).join(', ')}, such as \`${example}\``;
}
