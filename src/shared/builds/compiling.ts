/**
 * Reads from a log when pip and uv compile a package: both hide the output of compilers, so that nothing else is shown
 * for minutes. Pure.
 */

export interface Compiled {
  package: string;
  seconds: number;
}

export interface Running {
  package: string;
  /** Milliseconds since 1970. */
  since: number;
}

/** What a step compiles now, and what it has compiled. */
export interface Compiling {
  running: Running[];
  done: Compiled[];
}

// uv: `   Building psutil==6.1.0` and `      Built psutil==6.1.0`, or `@ file://…` in place of the version.
const STARTED = /^\s*(?:Building ([\w.-]+)(?:==| @ )|Building wheel for ([\w.-]+) \(.{1,30}\): started)/;
const ENDED = /^\s*(?:Built ([\w.-]+)(?:==| @ )|Building wheel for ([\w.-]+) \(.{1,30}\): finished)/;
/** Most packages have no code to compile, and are built within seconds. */
export const WORTH_SECONDS = 5;
const MOST = 20;

/** Whether a line may be about compiling: most lines are not. */
export function mayTellCompiling(text: string): boolean {
  return text.includes('Buil');
}

/** After one more line. Returns the same object if the line says nothing about it. */
export function foldCompiling(
  before: Compiling | undefined,
  text: string,
  time: number,
): Compiling | undefined {
  if (!mayTellCompiling(text)) return before;
  const { running, done } = before ?? { running: [], done: [] };
  const started = nameIn(STARTED, text);
  if (started) return { running: [...running.slice(-MOST), { package: started, since: time }], done };
  const ended = nameIn(ENDED, text);
  const known = running.find((each) => each.package === ended);
  if (!known) return before;
  const seconds = Math.max(0, time - known.since) / 1000;
  const worth = seconds >= WORTH_SECONDS && done.length < MOST;
  return {
    running: running.filter((each) => each !== known),
    done: worth ? [...done, { package: known.package, seconds }] : done,
  };
}

function nameIn(pattern: RegExp, text: string): string | undefined {
  const match = pattern.exec(text);
  return match?.[1] ?? match?.[2];
}
