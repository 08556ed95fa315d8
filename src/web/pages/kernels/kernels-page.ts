/** Makes the model of the page *Kernels*: what its address selects, in parts of a page. */
import { addHealth, type ListEntry, listEntries } from '../../../kernels/list/rows.js';
import { isHealth, isSort, needsHealth, type Selection, selectRows } from '../../../kernels/list/select.js';
import { undoableRemovals } from '../../../kernels/removal/removal.js';
import type { Frame } from '../../../shared/frame.js';
import type { KernelRow } from '../../../shared/kernels/kernel-row.js';
import type { KernelsPage } from '../../../shared/kernels/kernels-page.js';
import type { Site } from '../../../site/site.js';

// A part is a few screens high, and its health takes a moment.
const PART = 50;

type Query = Readonly<Record<string, unknown>>;

/** What is not understood in the address selects nothing, so that an old link still shows the list. */
export function selectionOf(query: Query): Selection {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name].trim() : '');
  const [health, sort, least] = [text('health'), text('sort'), Number(text('least'))];
  return {
    search: text('search'),
    language: text('language'),
    health: isHealth(health) ? health : '',
    sort: isSort(sort) ? sort : '',
    least: Number.isFinite(least) && least > 0 ? least : 0,
  };
}

export async function makeKernelsPage(query: Query, site: Site): Promise<Omit<KernelsPage, keyof Frame>> {
  const selection = selectionOf(query);
  const entries = await listEntries(site);
  const known = needsHealth(selection) ? await addHealth(entries, site) : entries.map(({ row }) => row);
  const matching = selectRows(known, selection);
  const parts = Math.max(1, Math.ceil(matching.length / PART));
  const part = Math.min(parts, Math.max(1, Math.trunc(Number(query.part)) || 1));
  const shown = matching.slice((part - 1) * PART, part * PART);
  const jupyter = site.config.jupyter_url;
  return {
    rows: needsHealth(selection) ? shown : await addHealth(entriesOf(shown, entries), site),
    selection,
    total: entries.length,
    matching: matching.length,
    ...{ part, parts },
    removals: undoableRemovals(site).map(({ mark, kernel, removed, until, bytes }) => {
      return { mark, kernel, removed, until, bytes };
    }),
    languages: languagesOf(entries),
    now: Date.now(),
    ...(jupyter && { jupyter }),
  };
}

function entriesOf(rows: readonly KernelRow[], entries: readonly ListEntry[]): ListEntry[] {
  const byRow = new Map(entries.map((entry) => [entry.row, entry]));
  return rows.flatMap((row) => byRow.get(row) ?? []);
}

function languagesOf(entries: readonly ListEntry[]): string[] {
  return [...new Set(entries.map(({ row }) => row.language.toLowerCase()))].filter(Boolean).sort();
}
