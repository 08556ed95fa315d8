/** No test waits for a time or compares clocks: on a busy machine, everything takes as long as it takes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { appRoot } from '../src/base/program.js';

/** A process that sleeps as long as this is there until something ends it. In seconds. */
const ENDLESS = 600;

interface Clock {
  what: string;
  /** In a line; its group is the seconds of a pause. */
  line: RegExp;
}

const clocks: Clock[] = [
  { what: 'a pause of a shell', line: /\bsleep (\d[\d.]*)/ },
  { what: 'a process that ends by itself', line: /sleep', \['(\d[\d.]*)'/ },
  { what: 'a pause of Python', line: /time\.sleep\((\d[\d.]*)\)/ },
  { what: 'a pause of a page', line: /\bwaitForTimeout\b/ },
  { what: 'a pause of Node.js', line: /\b(?:setTimeout|setInterval)\(|node:timers/ },
  { what: 'a limit of one test, which is shorter than that of all', line: /^ *\}, [\d_]+\);$/ },
  { what: 'a comparison of times', line: /\bperformance\.now\b|\bDate\.now\(\) *[<>%]/ },
];

/** A short pause between two looks at a condition is no pause of the test. */
const CONDITION = /(?:while|until) .*(?:\bdo\b|:).*sleep|\bgate\.until\(|\buntil\('sleep/;

/** Where one of these is right, in words of its line; without words, in the whole file. */
const exceptions: { path: string; words: string; because: string }[] = [
  {
    path: 'support/wait.ts',
    words: '',
    because: 'it looks at a condition again and again, and ends what never comes',
  },
  {
    path: 'real/jupyter.test.ts',
    words: 'node:timers',
    because: 'it looks at the launcher again and again until a build has ended',
  },
  {
    path: 'parts/daemon.ts',
    words: 'setTimeout(() => process.kill',
    because: 'a service that does not end is killed at last',
  },
  {
    path: 'parts/stand-ins/scheduler.sh',
    words: 'sleep 0.1',
    because: 'a scheduler takes a moment between two looks at its queue',
  },
  ...['take-lock.ts', 'create-kernel.ts'].map((name) => ({
    path: `builds/programs/${name}`,
    words: 'setInterval(() => {}, 1000)',
    because: 'the process stays until the test ends it',
  })),
  {
    path: 'builds/programs/take-lock.ts',
    words: 'Date.now() % 20',
    because: 'three processes begin together more often; the result does not depend on it',
  },
  {
    path: 'builds/journal/follow.test.ts',
    words: 'setInterval(() => changes.shift()',
    because: 'a reader that is late sees several changes at once and must get the same',
  },
  {
    path: 'builds/holding/lock.test.ts',
    words: 'setInterval(() => ticks++)',
    because: 'that it comes at all shows that the event loop has its turns',
  },
  ...['sleep 0.3', 'sleep 0.1 &'].map((words) => ({
    path: 'base/process-group.test.ts',
    words,
    because: 'a process that ends later than its signal; the test waits for its end',
  })),
  ...['performance.now() + 5', 'performance.now() < end'].map((words) => ({
    path: 'base/pieces.test.ts',
    words,
    because: 'work that takes at least so long',
  })),
  {
    path: 'real/browser/log.test.ts',
    words: 'performance.now()',
    because: 'a share of one time in another of the same run',
  },
  {
    path: 'parts/conda/program/faults.py',
    words: 'time.sleep(60)',
    because: 'it is in a loop without an end',
  },
];

const folder = join(appRoot, 'test');
const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(ts|py|sh|rb|lua|mjs)$/.test(path) && !/^fixtures\/|^clocks\.test\.ts$/.test(path))
  .flatMap((path) =>
    readFileSync(join(folder, path), 'utf8')
      .split('\n')
      .flatMap((line) =>
        clocks.filter((each) => isClock(each, line)).map(({ what }) => ({ path, what, line })),
      ),
  );

function isClock({ line: pattern }: Clock, line: string): boolean {
  const match = pattern.exec(line);
  if (!match || CONDITION.test(line)) return false;
  return match[1] === undefined || Number(match[1]) < ENDLESS;
}

const isExcepted = (each: { path: string; line: string }) =>
  exceptions.some(({ path, words }) => path === each.path && each.line.includes(words));

it('No test waits for a time or compares clocks, apart from a few that have a reason', () => {
  expect(found.filter((each) => !isExcepted(each))).toEqual([]);
});

it.each(exceptions)('$path has a clock, since $because', ({ path, words }) => {
  expect(found.some((each) => each.path === path && each.line.includes(words))).toBe(true);
});
