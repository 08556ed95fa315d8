/** Prints what an operation would build: what changes of the packages, and how much is downloaded. */

import type { PackageChange } from '../../kernels/history/package-difference.js';
import type { PlannedChanges } from '../../kernels/requests/preview/changes.js';
import type { OperationPreview } from '../../kernels/requests/preview/preview-operation.js';
import { count, formatSize } from '../../shared/format.js';
import { exits, type Given } from '../command.js';
import { noteLines, problemLines } from './problems.js';
import { tableLines } from './table.js';
import type { Terminal } from './terminal.js';

/** Returns the exit status. */
export async function showOperation(
  { preview, notes }: OperationPreview,
  given: Given,
  terminal: Terminal,
): Promise<number> {
  const { name, prefix, manager, warnings, difference, resolved, resolve_problem } = preview;
  terminal.say(...noteLines(notes), ...warnings.flatMap(problemLines));
  if (resolve_problem) terminal.say(...problemLines(resolve_problem));
  if (given.json) {
    const { unresolved } = resolved ?? {};
    const shown = { name, prefix, notes, ...difference, ...(unresolved && { unresolved }) };
    await terminal.print(JSON.stringify({ ...shown, ...(resolve_problem && { resolve_problem }) }));
  } else if (difference) {
    await terminal.print(...changeLines(difference));
    if (resolved?.unresolved) terminal.say(`note: pip then adds ${resolved.unresolved.join(', ')}`);
  } else if (!resolve_problem) {
    await terminal.print(`${manager} does not list packages before it installs them`);
  }
  return resolve_problem ? exits.buildFailed : exits.done;
}

/** A table of the changes and their total. */
function changeLines({ changes, kept }: PlannedChanges): string[] {
  if (changes.length === 0) return [`The same ${count(kept, 'package')} as now`];
  const rows = changes.map(({ kind, name, from = '', to = '', why, size }) => [
    SIGNS[kind],
    name,
    from,
    to,
    size ? formatSize(size) : '',
    why === undefined ? '' : (kind === 'removed' ? WHY_REMOVED : WHY)[why],
  ]);
  const bytes = changes.reduce((sum, { size = 0 }) => sum + size, 0);
  const download = bytes > 0 ? `, ${formatSize(bytes)} of packages` : '';
  return [
    ...tableLines(['', 'Package', 'Before', 'After', 'Size', ''], rows),
    `${count(changes.length, 'change')}${download}; ${count(kept, 'package')} stay as they are`,
  ];
}

const SIGNS: Record<PackageChange['kind'], string> = {
  added: 'added',
  removed: 'removed',
  up: 'newer',
  down: 'older',
  other: 'other file',
};

const WHY: Record<NonNullable<PackageChange['why']>, string> = {
  asked: 'asked for',
  dependency: 'a dependency',
};

const WHY_REMOVED: typeof WHY = { asked: 'no longer asked for', dependency: 'no longer needed' };
