/** How far a step is, in words. Pure. */
import { formatElapsed, formatSize } from '../format.js';
import type { Part, Progress } from './progress.js';

/** `` `torch` (899 MB) · 412 MB of 1.2 GB · 12 of 41 packages · about 40 s left ``; empty if nothing is known. */
export function progressText({ since, seen, bytes, packages, open }: Progress, now: number): string {
  const isFetching = bytes !== undefined && bytes.done < bytes.total;
  const largest = [...open].sort((a, b) => b.bytes - a.bytes)[0];
  const left = isFetching ? secondsLeft(bytes, since, seen, now) : undefined;
  const parts = [
    largest && `\`${largest.package}\` (${formatSize(largest.bytes)})`,
    isFetching &&
      (open.length !== 1 || bytes.done > 0) &&
      `${formatSize(bytes.done)} of ${formatSize(bytes.total)}`,
    packages && `${packages.done} of ${packages.total} packages`,
    left !== undefined && `about ${formatElapsed(left)} left`,
  ];
  const verb = isFetching ? 'Downloading ' : packages ? 'Installing ' : '';
  const text = parts.filter(Boolean).join(' · ');
  return text && `${verb}${text}`;
}

/** By the speed so far; undefined while that says little. */
function secondsLeft({ done, total }: Part, since: number, seen: number, now: number): number | undefined {
  const seconds = (seen - since) / 1000;
  if (done === 0 || seconds < 2) return undefined;
  const left = ((total - done) * seconds) / done - (now - seen) / 1000;
  return left >= 1 ? Math.round(left) : undefined;
}
