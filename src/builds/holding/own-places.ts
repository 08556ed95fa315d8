/**
 * What readers of a build may delete. Another user may have written plan.json, so the places are computed from this
 * user's site, and must equal those that the plan names.
 */
import { basename, dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { type StoredFormat, tryReadStored } from '../../base/stored.js';
import { locationOfHome } from '../../site/locations.js';
import { kernelsDirectory, stagingOf } from '../../site/paths.js';
import type { Site } from '../../site/site.js';
import { OWNER_FILE } from '../../steps/owner-file.js';
import type { PlanOutline } from '../../steps/plan.js';
import { publishedPrefix, recordFile } from './clear.js';

export type OwnSite = Pick<Site, 'data_root' | 'locations' | 'jupyter_data' | 'config'>;

export type OwnPlaces = Pick<PlanOutline, 'prefix' | 'staging' | 'kernel_directory' | 'generation'>;

/** The owner file in a kernel's home: the kernel that it belongs to; 0.1.0 wrote no id. */
const ownerSchema = z.object({ kernel: z.string(), id: z.optional(z.string()) });
export type Owner = z.output<typeof ownerSchema>;
export const ownerFormat = { number: 1, schema: ownerSchema } satisfies StoredFormat;

const recordFormat = {
  number: 1,
  schema: z.object({ build: z.optional(z.string()) }),
} satisfies StoredFormat;

/** The places of a build; undefined if its plan names others, or they belong to another kernel or build. */
export function ownPlaces(build: string, plan: PlanOutline, site: OwnSite): OwnPlaces | undefined {
  const { name, generation } = plan;
  const home = dirname(plan.prefix);
  const location = locationOfHome(site, home);
  // Nothing is known of what lies in a file system that does not answer.
  if (!location || location.silent) return undefined;
  const places = {
    generation,
    prefix: join(home, String(generation)),
    staging: stagingOf(site.jupyter_data, name, generation),
    kernel_directory: join(kernelsDirectory(site.jupyter_data), name),
  };
  const same = places.prefix === plan.prefix && places.kernel_directory === plan.kernel_directory;
  return same && isOwn(home, plan) && isThisBuilds(build, places) ? places : undefined;
}

/** The first step of a build writes the owner file; before that, the name of the directory decides. */
function isOwn(home: string, { name, kernel_id }: PlanOutline): boolean {
  const owner = tryReadStored(join(home, OWNER_FILE), ownerFormat);
  if (!owner) return basename(home).replace(/-\d+$/, '') === name || basename(home) === name;
  return owner.id && kernel_id ? owner.id === kernel_id : owner.kernel === name;
}

/** An earlier generation, or one that another build finished, does not belong to this build. */
function isThisBuilds(build: string, { prefix, generation, kernel_directory }: OwnPlaces): boolean {
  const record = tryReadStored(recordFile(prefix), recordFormat);
  if (record?.build && record.build !== build) return false;
  const published = publishedPrefix(kernel_directory) ?? '';
  return dirname(published) !== dirname(prefix) || generation >= Number(basename(published));
}
