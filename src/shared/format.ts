/** Numbers and states as people read them. Pure: the pages' views and their scripts share it. */
import type { BuildStatus } from './build-events.js';
import type { BuildState, StepStatus } from './build-state.js';
import type { Phase } from './phases.js';
import type { Note } from './report.js';

/** `17 kB`, `2.4 MB`, `1.3 GB`: powers of 1000, as disks are sold and quotas are mostly given. */
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

/** A running clock, without tenths that would flicker: `7 s`, `1 min 12 s`. */
export function formatElapsed(seconds: number): string {
  return seconds < 10 ? `${Math.max(0, Math.floor(seconds))} s` : formatSeconds(Math.floor(seconds));
}

/** How long something took, or has taken until now; nothing while it has not begun. Times in milliseconds since 1970. */
export function formatTook({ started, ended }: { started: number; ended?: number }, now: number): string {
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

/** `2026-08-03 14:05:09`, in the time zone of whoever runs this. */
export function exactTime(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}

/** `1 package`, `41 packages`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/** The heading of what keeps a form from being sent. */
export function problemsTitle(problems: number): string {
  return problems === 1 ? 'One thing to change first' : `${problems || 'Some'} things to change first`;
}

/** The words with a full stop, unless they end with a mark of their own. */
export function sentence(words: string): string {
  return /[.?!…:]$/.test(words) ? words : `${words}.`;
}

/** How a state is told: its word, its colour of Bootstrap, and its icon (web/icons.ts). */
export interface StateWords {
  word: string;
  tone: 'secondary' | 'primary' | 'success' | 'danger' | 'warning';
  icon: 'clock' | 'spinner' | 'check' | 'cross' | 'dash' | 'warning';
}

export const buildWords: Record<BuildStatus, StateWords> = {
  queued: { word: 'Queued', tone: 'secondary', icon: 'clock' },
  waiting: { word: 'Waiting', tone: 'secondary', icon: 'clock' },
  running: { word: 'Running', tone: 'primary', icon: 'spinner' },
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

/** What each phase is for, in a few words. */
export const phaseWords: Record<Phase, { name: string; about: string }> = {
  create: { name: 'Create', about: 'a new, empty environment' },
  activate: { name: 'Activate', about: 'its paths and variables' },
  install: { name: 'Install', about: 'the packages' },
  register: { name: 'Register', about: 'the kernel, not yet in the launcher' },
  verify: { name: 'Verify', about: 'that it starts and imports' },
  publish: { name: 'Publish', about: 'it to the launcher' },
};

/** Where a build runs, if that is a job of a cluster: `job 4711 of Owens, on node c12`. */
export function formatPlace({ job, host }: Pick<BuildState, 'job' | 'host'>): string {
  if (!job) return '';
  return `job ${job.id} of ${job.cluster}${host ? `, on node ${host}` : ''}`;
}

/** What a browser's tab says of a build. */
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
  };
  return `${marks[status]} ${name} ${buildWords[status].word.toLowerCase()}`;
}

/** What is told of a note, as inline text. */
export function noteText({ code, what, where }: Note): string {
  return noteWords[code]({ what, where });
}

const noteWords: Record<Note['code'], (facts: Omit<Note, 'code'>) => string> = {
  'activation-incomplete': ({ what, where }) =>
    `The activation did not finish with \`${what}\`: it ${where}. Variables that this file sets may be missing in the kernel`,
  'copy-in-home': ({ what, where }) =>
    `A copy of \`${what}\` lies in \`${where}\`. This kernel uses its own; other Pythons of yours may take that one: remove it there if nothing needs it`,
  'history-locked': ({ where }) =>
    `IPython’s history \`${where}\` is locked by another process, so that kernels may hang while they start. End that process; where home directories lie on a network file system, the site can switch the history off (\`ipython_history: false\`)`,
  'replaced-by-pip': ({ what, where }) =>
    `pip has put its own \`${what}\` in the place of conda’s (${where}). Conda does not know of it: ask for that version among the conda packages instead if something breaks`,
  'variable-inherited': ({ what, where }) =>
    `\`${what}\` is set in this session (\`${where}\`); the kernel does not get it`,
};
