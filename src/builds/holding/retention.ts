/** Deletes old builds with their logs, and old generations of a kernel, by the site's `retention` setting. */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { namesInDirectory } from '../../base/files.js';
import { tryReadStored } from '../../base/stored.js';
import { hasEnded } from '../../shared/builds/build-events.js';
import type { SiteConfig } from '../../site/settings/index.js';
import { OWNER_FILE } from '../../steps/owner-file.js';
import { outlineFormat, type PlanOutline } from '../../steps/plan.js';
import { type BuildFiles, buildFiles, isBuildId, timeOfBuild } from '../build-directory.js';
import { endFormat } from '../journal/stored-events.js';
import type { Job } from '../launchers/launcher.js';
import { orderFormat } from '../order.js';
import { finishedGenerations, isPinned, isPublished, recordFile, tryToRemove } from './clear.js';
import { ownerFormat } from './own-places.js';

const DAY = 86_400_000;

/** How long a replaced generation is kept: a kernel that still runs it on a host without a scheduler cannot be seen from here. */
const GRACE = 7 * DAY;

type Published = Pick<PlanOutline, 'prefix' | 'kernel_directory'>;

interface Rule {
  retention: Pick<SiteConfig['retention'], 'log_days'>;
}

/** Deletes the builds that ended too long ago. Returns their ids. */
export function pruneBuilds(directory: string, { retention }: Rule, now = Date.now()): string[] {
  const old = namesInDirectory(directory)
    .filter(isBuildId)
    .filter((id) => {
      const ended = endOf(id, buildFiles(join(directory, id)));
      return ended !== undefined && now - ended > retention.log_days * DAY;
    });
  return old.filter((id) => {
    forgetUnusedSecrets(join(directory, id), dirname(directory));
    return tryToRemove(join(directory, id));
  });
}

/** The secret values of a kernel that was never published are kept as long as its build, for *Edit and retry*. */
function forgetUnusedSecrets(directory: string, data_root: string): void {
  const plan = tryReadStored(buildFiles(directory).plan, outlineFormat);
  if (!plan?.kernel_id || !isBuildId(plan.kernel_id)) return;
  const home = dirname(plan.prefix);
  // If the location is not mounted at the moment, the owner is unknown.
  if (!existsSync(dirname(home))) return;
  const owner = tryReadStored(join(home, OWNER_FILE), ownerFormat);
  if (owner?.id !== plan.kernel_id) tryToRemove(join(data_root, 'secrets', `${plan.kernel_id}.json`));
}

/**
 * Deletes the oldest generations of a kernel beyond the site's number, but never the published one, a pinned one, one that
 * is in use or may be, or one that was replaced less than a week ago. `job` is the cluster's job that asks. Returns their
 * numbers.
 */
export async function pruneGenerations(
  plan: Published,
  config: SiteConfig,
  { now = Date.now(), job }: { now?: number; job?: Job | undefined } = {},
): Promise<number[]> {
  if (!isPublished(plan)) return [];
  const home = dirname(plan.prefix);
  const published = Number(basename(plan.prefix));
  const numbers = finishedGenerations(home);
  const others = numbers.filter((number) => number !== published);
  const beyond = others.slice(config.retention.generations - 1).filter((number) => {
    const next = numbers.findLast((each) => each > number);
    // The newest generation was replaced when an older one was published again.
    const by =
      next === undefined ? join(plan.kernel_directory, 'kernel.json') : recordFile(join(home, String(next)));
    return now - writtenAt(by) > GRACE;
  });
  const prefixes = beyond.map((number) => join(home, String(number))).filter((prefix) => !isPinned(prefix));
  if (prefixes.length === 0) return [];
  // Loaded when it is first needed: the runner starts without it.
  const { usesOf } = await import('./processes/use.js');
  const uses = await usesOf(prefixes, { config }, job);
  const unused = prefixes.filter((prefix) => uses.get(prefix) === 'none');
  return unused.filter(tryToRemove).map((prefix) => Number(basename(prefix)));
}

/** Milliseconds since 1970; nothing for a build that has not ended. One that cannot be read is as old as its order. */
function endOf(id: string, files: BuildFiles): number | undefined {
  const found = tryReadStored(files.status, endFormat);
  if (found && hasEnded(found.state.status)) return found.state.ended;
  const readable = tryReadStored(files.plan, outlineFormat) && tryReadStored(files.order, orderFormat);
  if (readable) return undefined;
  // Without a journal, it may be being ordered, which takes less than a day.
  return existsSync(files.journal) ? timeOfBuild(id) : timeOfBuild(id) + DAY;
}

/** Milliseconds since 1970; the current time for a missing file, so that nothing counts as old. */
function writtenAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
}
