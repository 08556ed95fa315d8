/** The last real start of each kernel, so that lists show a failure until the next start succeeds. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { writeFileAtomic } from '../../base/files.js';
import { type StoredFormat, storedText, tryReadStored } from '../../base/stored.js';
import type { Site } from '../../site/site.js';
import { changedSpec } from '../health/changed-spec.js';
import type { Kernel } from '../kernelspec.js';

type StartSite = Pick<Site, 'data_root'>;

const startSchema = z.object({
  /** The generation that was started. */
  prefix: z.string(),
  /** Milliseconds since 1970. */
  time: z.number(),
  /** Why it failed; absent if it did not. */
  reason: z.optional(z.string()),
  /** The part of kernel.json that was another one than the build’s, which is then what the start tried. */
  changed: z.optional(z.string()),
});

export type Start = z.output<typeof startSchema>;

const startFormat = { number: 1, schema: startSchema } satisfies StoredFormat;

function startFile(id: string, { data_root }: StartSite): string {
  return join(data_root, 'starts', `${id}.json`);
}

/** A kernel of 0.1.0 has no id. */
function idOf({ name, origin }: Kernel): string {
  return origin?.id ?? name;
}

export async function keepStart(
  kernel: Kernel,
  site: StartSite,
  start: Omit<Start, 'changed'>,
): Promise<void> {
  const kept = { ...start, changed: changedSpec(kernel) };
  await writeFileAtomic(startFile(idOf(kernel), site), storedText(startFormat, kept));
}

/** For a kernel that is deleted. */
export function forgetStart(id: string, site: StartSite): void {
  rmSync(startFile(id, site), { force: true });
}

/** Of the published generation, with the kernelspec that it has now. */
export function readStart(kernel: Kernel, site: StartSite): Start | undefined {
  const file = startFile(idOf(kernel), site);
  // Most have none, and an error takes longer than a look.
  const start = existsSync(file) ? tryReadStored(file, startFormat) : undefined;
  if (!start || start.prefix !== kernel.origin?.prefix) return undefined;
  return start.changed === changedSpec(kernel) ? start : undefined;
}
