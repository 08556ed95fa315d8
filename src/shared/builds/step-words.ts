/** What a running step does, and what the steps of a build have compiled, in words. Pure. */

import { formatElapsed, formatSeconds } from '../format.js';
import type { BuildState, StepState } from './build-state.js';
import { type Compiling, type Running, WORTH_SECONDS } from './compiling.js';
import { progressText } from './progress-words.js';

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
