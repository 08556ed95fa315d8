/** Words the package manager's dry run. Pure. */

import type { AboutPackages, Estimate } from '../../../shared/form/package-facts.js';
import type { Summary } from '../../../shared/form/understood.js';
import { count, formatSeconds, formatSize } from '../../../shared/format.js';

type Known = Extract<Estimate, { kind: 'known' }>;

/** The answer in one line. */
export function estimateWords(estimate: Estimate): string {
  if (estimate.kind === 'known') return figureWords(estimate);
  return estimate.kind === 'unknown' ? estimate.why : 'not known: see the note below the packages';
}

/** Whether the notes of the index offer every package that would solve the problem, for one that does not exist. */
export function isInNotes(estimate: Estimate, about: AboutPackages | undefined): boolean {
  if (estimate.kind !== 'problem' || !about || estimate.next.length === 0) return false;
  const missing = about.packages.filter(({ state }) => state === 'missing');
  return estimate.next.every(
    ({ package: step }) => step && missing.some(({ close }) => close.includes(step.to)),
  );
}

/** What a person should know about the figures, most important first. */
export function remarks(estimate: Estimate, summary: Partial<Summary> = {}): string[] {
  if (estimate.kind !== 'known') return [];
  const { without_gpu = [] } = estimate;
  const all = [
    ...[spaceWords(estimate, summary), compiledWords(estimate)],
    ...[...without_gpu, largestWords(estimate)],
  ];
  return all.filter(Boolean);
}

/** `32 packages · download 68 MB · 236 MB on disk · about 10 s`. */
function figureWords({ packages, download_bytes, disk_bytes, seconds, compiled }: Known): string {
  const time = `about ${formatSeconds(seconds).replace('.0 s', ' s')}`;
  return [
    count(packages, 'package'),
    download_bytes > 0 ? `download ${formatSize(download_bytes)}` : 'nothing to download',
    `${formatSize(disk_bytes)} on disk`,
    compiled.length > 0 ? `${time}, and the time to compile` : time,
  ].join(' · ');
}

/** `Largest: torch 790 MB, scipy 35 MB`; empty if no package has a large share. */
function largestWords({ largest }: Known): string {
  const each = largest.map(({ name, bytes }) => `\`${name}\` ${formatSize(bytes)}`);
  return each.length === 0 ? '' : `Largest: ${each.join(', ')}`;
}

/** Which packages have no wheel; empty if all have one. */
function compiledWords({ compiled }: Known): string {
  if (compiled.length === 0) return '';
  const names = compiled.map((name) => `\`${name}\``).join(', ');
  return `No wheel for this Python: ${names} will be compiled`;
}

/** A warning if the environment does not fit; empty if it does. */
function spaceWords({ disk_bytes }: Known, { free_bytes, quota_bytes }: Partial<Summary>): string {
  const free = Math.min(free_bytes ?? Number.POSITIVE_INFINITY, quota_bytes ?? Number.POSITIVE_INFINITY);
  return disk_bytes > free ? `More than the ${formatSize(free)} that are free` : '';
}
