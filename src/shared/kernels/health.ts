/** The health of a kernel: its states, and how each is shown. */
import { exactTime, type StateWords } from '../format.js';

/** The states by id, the most severe first. `starts` is of kernels that were started before they were published. */
export const healthWords = {
  'kernelspec-broken': { word: 'Kernelspec not readable', tone: 'danger', icon: 'cross' },
  shadowed: { word: 'Hidden by another kernel', tone: 'warning', icon: 'warning' },
  'environment-missing': { word: 'Environment missing', tone: 'danger', icon: 'cross' },
  'environment-moved': { word: 'Environment moved', tone: 'danger', icon: 'cross' },
  'half-deleted': { word: 'Files missing', tone: 'danger', icon: 'cross' },
  'interpreter-gone': { word: 'Interpreter gone', tone: 'danger', icon: 'cross' },
  'interpreter-replaced': { word: 'Interpreter replaced', tone: 'danger', icon: 'cross' },
  'kernel-package-missing': { word: 'Kernel package missing', tone: 'danger', icon: 'cross' },
  'cpu-too-old': { word: 'Processor not supported', tone: 'danger', icon: 'cross' },
  'module-gone': { word: 'Module gone', tone: 'danger', icon: 'cross' },
  'library-missing': { word: 'Library missing', tone: 'danger', icon: 'cross' },
  'does-not-start': { word: 'Does not start', tone: 'danger', icon: 'cross' },
  'changed-by-hand': { word: 'Changed by hand', tone: 'warning', icon: 'warning' },
  unknown: { word: 'Location not answering', tone: 'secondary', icon: 'dash' },
  starts: { word: 'Starts', tone: 'success', icon: 'check' },
  untried: { word: 'Not tried', tone: 'secondary', icon: 'dash' },
} as const satisfies Record<string, StateWords>;

export type HealthState = keyof typeof healthWords;

/** Files that the site deletes because nothing has used them. */
export interface Purge {
  /** After this many days without use. */
  days: number;
  /** When the first of the files that were looked at is deleted, in milliseconds since 1970. */
  time: number;
}

export interface Health {
  state: HealthState;
  /** What was found, in a sentence; absent if nothing is wrong. */
  message?: string;
  /** What to do about it, in a sentence. */
  hint?: string;
  /** The operation that fixes it. */
  fix?: string;
  /** What its form begins with. */
  fix_with?: Readonly<Record<string, string>>;
  /** The number of files that were looked at. */
  looked: number;
  /** Set if the site deletes files soon. */
  purge?: Purge;
}

/** Whether the kernel cannot be used as it is. */
export function isBroken({ state }: Pick<Health, 'state'>): boolean {
  return healthWords[state].tone === 'danger' || state === 'shadowed';
}

/** The warning, in sentences. */
export function purgeText({ days, time }: Purge, now: number): string {
  const date = exactTime(time).slice(0, 10);
  const when = time <= now ? 'since' : 'from';
  return `The site deletes files here after ${days} days without use, and files of this kernel ${when} ${date} on. Rebuild the kernel to keep it`;
}
