/** Runs the helper programs and Python with a given environment, in a temporary directory. */
import { readdirSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type Answer, run } from '../../src/base/process.js';
import { removeDirectory } from './remove.js';

/** Python 3 on the search path. */
export const PYTHON = 'python3';

/** The variables of a login on a bare machine. */
export function cleanEnvironment(home: string): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: home, LANG: 'C.UTF-8' };
}

const source = fileURLToPath(new URL('../../src', import.meta.url));

/** The paths of the helper programs that run on the host's Python, by name, such as `probe.py`. */
export const programPaths: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.py'))
    .map((path) => [basename(path), join(source, path)]),
);

export function programPath(name: string): string {
  const path = programPaths[name];
  if (!path) throw new Error(`no helper program ${name}`);
  return path;
}

/** Runs one of the helper programs as a plan does. */
export function runProgram(name: string, words: string[], python = PYTHON): Promise<Answer> {
  return run([python, '-I', programPath(name), ...words], {
    environment: cleanEnvironment('/proc/nonexistent'),
    seconds: 600,
  });
}

/** Runs a helper program that a plan puts together from parts. */
export function runText(text: string, words: string[]): Promise<Answer> {
  return run([PYTHON, '-I', '-c', text, ...words], {
    environment: cleanEnvironment('/proc/nonexistent'),
    seconds: 600,
  });
}

/** A directory for one test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'create-kernel-'));
  onTestFinished(() => removeDirectory(directory));
  return directory;
}
