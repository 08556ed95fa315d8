/** Formats numbers, times and states for people. Pure: the server, the pages' scripts and the command line share it. */
import type { BuildStatus } from './builds/build-events.js';
import type { BuildState, StepStatus } from './builds/build-state.js';
import type { Phase } from './builds/phases.js';

/** `17 kB`, `2.4 MB`, `1.3 GB`: powers of 1000, as for disks and most quotas. */
export function formatSize(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 9.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min${whole % 60 ? ` ${whole % 60} s` : ''}`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`;
}

/** A running clock, without tenths of a second: `7 s`, `1 min 12 s`. */
export function formatElapsed(seconds: number): string {
  return seconds < 10 ? `${Math.max(0, Math.floor(seconds))} s` : formatSeconds(Math.floor(seconds));
}

/** The duration until the end or until now; empty before the start. Times in milliseconds since 1970. */
export function formatDuration({ started, ended }: { started: number; ended?: number }, now: number): string {
  if (started === 0) return '';
  return ended === undefined
    ? formatElapsed((now - started) / 1000)
    : formatSeconds(Math.max(0, ended - started) / 1000);
}

/** `now`, `2 min ago`, `yesterday`, or the date; both times in milliseconds since 1970. */
export function formatAgo(time: number, now: number): string {
  const seconds = (now - time) / 1000;
  if (seconds < 45) return 'now';
  if (seconds < 3570) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 84_600) return `${Math.round(seconds / 3600)} h ago`;
  const days = Math.round(seconds / 86_400);
  if (days === 1) return 'yesterday';
  return days < 31 ? `${days} days ago` : exactTime(time).slice(0, 10);
}

/** `2026-08-03 14:05:09`, in the local time zone. */
export function exactTime(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}

/** `1 package`, `41 packages`. */
export function count(number: number, noun: string): string {
  return `${groupDigits(number)} ${noun}${number === 1 ? '' : 's'}`;
}

// Not by Intl: its data would be a tenth of the server's memory.

/** `12,345` */
export function groupDigits(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** The order of two texts, whatever their case. */
export function compareText(a: string, b: string): number {
  const [first, second] = [a.toLowerCase(), b.toLowerCase()];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

/** The heading above the problems of a form. */
export function problemsTitle(problems: number): string {
  return problems === 1 ? 'There is a problem' : `There are ${problems || 'some'} problems`;
}

/** Words as the label of a field. */
export function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The text with a full stop, unless it ends with a punctuation mark. */
export function sentence(words: string): string {
  return /[.?!…:]$/.test(words) ? words : `${words}.`;
}

/** How a status is shown: its word, its Bootstrap colour, and its icon (icons.ts). */
export interface StateWords {
  word: string;
  tone: 'secondary' | 'primary' | 'success' | 'danger' | 'warning';
  icon: 'clock' | 'spinner' | 'check' | 'cross' | 'dash' | 'warning';
}

export const buildWords: Record<BuildStatus, StateWords> = {
  queued: { word: 'Queued', tone: 'secondary', icon: 'clock' },
  waiting: { word: 'Waiting', tone: 'secondary', icon: 'clock' },
  running: { word: 'Running', tone: 'primary', icon: 'spinner' },
  cancelling: { word: 'Cancelling…', tone: 'secondary', icon: 'spinner' },
  succeeded: { word: 'Ready', tone: 'success', icon: 'check' },
  failed: { word: 'Failed', tone: 'danger', icon: 'cross' },
  cancelled: { word: 'Cancelled', tone: 'secondary', icon: 'dash' },
  interrupted: { word: 'Interrupted', tone: 'warning', icon: 'warning' },
  unreadable: { word: 'Unreadable', tone: 'warning', icon: 'warning' },
};

export const stepWords: Record<StepStatus, StateWords> = {
  waiting: { word: 'Not started', tone: 'secondary', icon: 'clock' },
  running: { word: 'Running', tone: 'primary', icon: 'spinner' },
  succeeded: { word: 'Done', tone: 'success', icon: 'check' },
  failed: { word: 'Failed', tone: 'danger', icon: 'cross' },
  cancelled: { word: 'Cancelled', tone: 'secondary', icon: 'dash' },
};

/** The name of each phase and what it does. */
export const phaseWords: Record<Phase, { name: string; about: string }> = {
  create: { name: 'Create', about: 'a new, empty environment' },
  activate: { name: 'Activate', about: 'the environment’s paths and variables' },
  install: { name: 'Install', about: 'the packages' },
  register: { name: 'Register', about: 'the kernel, outside the launcher' },
  verify: { name: 'Verify', about: 'that the kernel starts and imports' },
  publish: { name: 'Publish', about: 'the kernel to the launcher' },
};

/** The cluster job that runs a build: `job 4711 on Owens, node c12`. Empty for other builds. */
export function formatJob({ job, host }: Pick<BuildState, 'job' | 'host'>): string {
  if (!job) return '';
  return `job ${job.id} on ${job.cluster}${host ? `, node ${host}` : ''}`;
}

/** The title of a build's browser tab. */
export function buildTitle(status: BuildStatus, name: string): string {
  const marks: Record<BuildStatus, string> = {
    queued: '…',
    waiting: '…',
    running: '▶',
    succeeded: '✓',
    failed: '✗',
    cancelled: '–',
    interrupted: '!',
    unreadable: '?',
    cancelling: '▶',
  };
  return `${marks[status]} ${name} ${buildWords[status].word.toLowerCase()}`;
}

/** How much a build downloads. Packages without a size are of unknown size; `unresolved` are added later. */
export function formatDownload({
  packages,
  unresolved = [],
  download_bytes,
}: {
  packages: readonly { size?: number }[];
  unresolved?: readonly string[];
  download_bytes: number;
}): string {
  if (download_bytes > 0) return formatSize(download_bytes);
  if (packages.some(({ size }) => size === undefined)) return 'not known';
  return unresolved.length > 0
    ? 'nothing, besides packages that are added later'
    : 'nothing, since the package cache has all of them';
}

/** Free space with what is left of a quota, such as `62.0 GB, and 5.0 GB of your quota`. */
export function formatFree(free_bytes: number, quota_bytes?: number): string {
  const free = formatSize(free_bytes);
  return quota_bytes === undefined ? free : `${free}, and ${formatSize(quota_bytes)} of your quota`;
}
