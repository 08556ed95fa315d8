/** Searches, filters and sorts the list of kernels. The page has these in its address, the command line as options. Pure. */
import { type HealthState, healthWords, isBroken } from '../../shared/kernels/health.js';
import type { KernelRow } from '../../shared/kernels/kernel-row.js';

export interface Selection {
  /** A part of the name or the display name. */
  search: string;
  /** The kernelspec's language. */
  language: string;
  /** A state, or `broken` for all states with which a kernel cannot be used. */
  health: string;
  /** The least size in bytes; kernels of unknown size are left out. */
  least: number;
  sort: string;
}

export const everything: Selection = { search: '', language: '', health: '', least: 0, sort: '' };

/** The rows that match, in the order that is asked for; without one, in their own order. */
export function selectRows(rows: readonly KernelRow[], selection: Selection): KernelRow[] {
  const found = rows.filter((row) => matches(row, selection));
  const compare = isSort(selection.sort) ? sorts[selection.sort] : undefined;
  return compare ? found.sort(compare) : found;
}

function matches(row: KernelRow, { search, language, health, least }: Selection): boolean {
  const { name, display_name, health: found } = row;
  const text = `${name}\n${display_name}`.toLowerCase();
  return Boolean(
    search
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word)) &&
      (language === '' || row.language.toLowerCase() === language.toLowerCase()) &&
      (health === '' || (found && (health === found.state || (health === 'broken' && isBroken(found))))) &&
      (least === 0 || (row.size ?? 0) >= least),
  );
}

/** Whether a text names a state, or all that are broken. */
export function isHealth(text: string): text is HealthState | 'broken' {
  return text === 'broken' || Object.hasOwn(healthWords, text);
}

type Compare = (a: KernelRow, b: KernelRow) => number;

/** Largest or newest first; what is not known comes last. */
const byNumber =
  (value: (row: KernelRow) => number | undefined): Compare =>
  (a, b) =>
    (value(b) ?? -1) - (value(a) ?? -1);

const states = Object.keys(healthWords);

function severity({ health }: KernelRow): number {
  return health ? states.indexOf(health.state) : states.length;
}

/** Whether the selection needs the health of every kernel. */
export function needsHealth({ health, sort }: Selection): boolean {
  return health !== '' || sort === 'health';
}

/** By a text; names decide between equal ones. */
const byText =
  (value: (row: KernelRow) => string): Compare =>
  (a, b) => {
    const compare = (one: string, other: string) =>
      one.localeCompare(other, 'en', { sensitivity: 'base', numeric: true });
    return compare(value(a), value(b)) || compare(a.name, b.name);
  };

const owners: readonly KernelRow['owner'][] = ['ours', 'own', 'central'];

/** The orders by id: each column of the page. */
export const sorts = {
  name: (a, b) => a.name.localeCompare(b.name, 'en', { sensitivity: 'base' }),
  language: byText(({ language, language_version = '' }) => `${language} ${language_version}`),
  owner: byText(({ owner, manager = '' }) => `${owners.indexOf(owner)} ${manager}`),
  size: byNumber(({ size }) => size),
  made: byNumber(({ made }) => made),
  used: byNumber(({ used }) => used),
  health: (a, b) => severity(a) - severity(b),
} as const satisfies Record<string, Compare>;

export function isSort(text: string): text is keyof typeof sorts {
  return Object.hasOwn(sorts, text);
}
