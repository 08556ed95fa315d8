/** What a running step does and how far it is, and what the steps of a build have compiled, in words. Pure. */

import { formatElapsed, formatSeconds, formatSize } from '../format.js';
import type { BuildState, StepState } from './build-state.js';
import { type Compiling, type Running, WORTH_SECONDS } from './compiling.js';
import type { Part, Progress } from './progress.js';

/** What has been compiled for the longest time, if that is worth a word. */
function longestCompiling({ running }: Compiling, now: number): Running | undefined {
  const oldest = running[0];
  return oldest && now - oldest.since >= WORTH_SECONDS * 1000 ? oldest : undefined;
}

/** What the running step does and how far it is; else its title. `now`: milliseconds since 1970. */
export function stepNow({ title, status, compiling, progress }: StepState, now: number): string {
  const longest = status === 'running' && compiling ? longestCompiling(compiling, now) : undefined;
  const known = status === 'running' && progress ? progressText(progress, now) : '';
  if (!longest) return known || title;
  const seconds = (now - longest.since) / 1000;
  const warning = seconds < 60 ? ', which can take minutes' : '';
  return `Compiling \`${longest.package}\`${warning}, ${formatElapsed(seconds)} so far`;
}

/** `numpy (2 min 5 s), psutil (12 s)`; empty if nothing took long to compile. */
export function compiledText({ steps }: Pick<BuildState, 'steps'>): string {
  return steps
    .flatMap(({ compiling }) => compiling?.done ?? [])
    .sort((a, b) => b.seconds - a.seconds)
    .map(({ package: name, seconds }) => `${name} (${formatSeconds(seconds)})`)
    .join(', ');
}

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
