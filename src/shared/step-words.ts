/** What a running step does, and what the steps of a build have compiled, in words. Pure. */
import type { BuildState, StepState } from './build-state.js';
import { type Compiling, type Running, WORTH_SECONDS } from './compiling.js';
import { formatElapsed, formatSeconds } from './format.js';

/** What has been compiled for the longest time, if that is worth a word. */
function longestCompiling({ running }: Compiling, now: number): Running | undefined {
  const oldest = running[0];
  return oldest && now - oldest.since >= WORTH_SECONDS * 1000 ? oldest : undefined;
}

/** The step's title, and the package that it compiles, with its time so far. `now`: milliseconds since 1970. */
export function stepNow({ title, status, compiling }: StepState, now: number): string {
  const longest = status === 'running' && compiling ? longestCompiling(compiling, now) : undefined;
  if (!longest) return title;
  return `Compiling \`${longest.package}\`, ${formatElapsed((now - longest.since) / 1000)} so far`;
}

/** `numpy (2 min 5 s), psutil (12 s)`; empty if nothing took long to compile. */
export function compiledText({ steps }: Pick<BuildState, 'steps'>): string {
  return steps
    .flatMap(({ compiling }) => compiling?.done ?? [])
    .sort((a, b) => b.seconds - a.seconds)
    .map(({ package: name, seconds }) => `${name} (${formatSeconds(seconds)})`)
    .join(', ');
}
