/** Updates the rows of builds in place. Rows do not move. */
import { lookUp } from '../../base/registry.js';
import { hasEnded } from '../../shared/builds/build-events.js';
import type { BuildRow } from '../../shared/builds/build-page.js';
import { formatDuration, phaseWords } from '../../shared/format.js';
import { all, findById, setText } from '../shared/elements.js';
import { showBadge } from './status-view.js';

/** Returns whether every build has a row. */
export function showRows(builds: readonly BuildRow[], now: number): boolean {
  const rows = new Map(all('#builds > tr', HTMLElement).map((row) => [row.dataset.id, row]));
  for (const build of builds) {
    const row = rows.get(build.id);
    if (row) showRow(row, build, now);
  }
  return builds.every(({ id }) => rows.has(id));
}

function showRow(row: HTMLElement, build: BuildRow, now: number): void {
  row.dataset.status = build.status;
  row.toggleAttribute('data-ended', hasEnded(build.status));
  const badge = row.querySelector('.badge');
  if (badge) showBadge(badge, build.status);
  setText(row.querySelector('.build-phase'), phaseName(build.phase) ?? build.reason ?? '');
  setText(row.querySelector('.build-host'), build.built_on);
  setText(row.querySelector('.build-duration'), formatDuration(build, now));
}

function phaseName(phase: string | undefined): string | undefined {
  return phase === undefined ? undefined : (lookUp<{ name: string }>(phaseWords, phase)?.name ?? phase);
}

/** Shows how many builds run or wait, in the title bar. */
export function showCount(running: number): void {
  const badge = findById('running-count', HTMLElement);
  if (!badge) return;
  badge.hidden = running === 0;
  // The text beside the number is for screen readers.
  if (badge.firstChild) badge.firstChild.nodeValue = `${running}`;
}
