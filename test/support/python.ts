/** Runs the helper programs and a Python in an environment that the test means, in a directory that is removed afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type Answer, run } from '../../src/process.js';

/** Python 3 as the search path finds it. */
export const PYTHON = 'python3';

/** What a login on a bare machine has, and no more. */
export function cleanEnvironment(home: string): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: home, LANG: 'C.UTF-8' };
}

/** The path of one of the helper programs, such as `probe.py`. */
export function programPath(name: string): string {
  return fileURLToPath(new URL(`../../src/plan/programs/${name}`, import.meta.url));
}

/** Runs one of the helper programs as a plan does. */
export function runProgram(name: string, words: string[], python = PYTHON): Promise<Answer> {
  return run([python, '-I', programPath(name), ...words], {
    environment: cleanEnvironment('/nonexistent'),
    seconds: 120,
  });
}

/** A directory for one test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'create-kernel-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
