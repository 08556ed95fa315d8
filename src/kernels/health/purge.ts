/** When the site deletes files of a kernel because nothing used them. Pure. */
import type { Purge } from '../../shared/kernels/health.js';
import { type HealthSite, locationOfPath, type Made } from './subject.js';

const DAY = 86_400_000;

/** The least recently used file that was looked at decides. Undefined if that is far off, or the location is not purged. */
export function purgeOf(
  { origin, sample }: Pick<Made, 'origin' | 'sample'>,
  site: Pick<HealthSite, 'locations'>,
  now: number,
): Purge | undefined {
  const days = locationOfPath(origin.prefix, site)?.purged_after_days;
  if (!days) return undefined;
  // A file system that keeps no access times has at least those of the installation.
  const used = sample.flatMap(({ found }) =>
    found?.isFile() ? [Math.max(found.atimeMs, found.mtimeMs)] : [],
  );
  if (used.length === 0) return undefined;
  const time = Math.min(...used) + days * DAY;
  return time - now < noticeDays(days) * DAY ? { days, time } : undefined;
}

/** How long before the deletion a kernel's row and page warn. */
function noticeDays(days: number): number {
  return Math.min(14, days / 3);
}
