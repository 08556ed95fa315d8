/** Other processes that run the app's code: small TypeScript programs beside a test, compiled before they start. */
import { type ChildProcess, spawn } from 'node:child_process';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import { inPlace } from '../../scripts/bundle.mjs';
import { appRoot } from '../../src/base/program.js';

export interface Program {
  process: ChildProcess;
  /** The next line of its standard output; undefined at its end. */
  line(): Promise<string | undefined>;
  /** Resolves when it has ended. */
  ended: Promise<void>;
}

const compiled = new Map<string, Promise<string>>();

/** Compiles a program, once in each process; returns the file to start. */
export function compile({ pathname }: URL): Promise<string> {
  const file = compiled.get(pathname) ?? compileNow(pathname);
  compiled.set(pathname, file);
  return file;
}

async function compileNow(source: string): Promise<string> {
  // A file of this name may be there, of an earlier process with this pid and of other sources.
  const file = join(appRoot, '.cache', 'programs', `${basename(source, '.ts')}-${process.pid}.mjs`);
  await build({ ...inPlace, entryPoints: [source], outfile: file, logLevel: 'error' });
  return file;
}

export interface StartOptions {
  /** Its whole environment. */
  environment?: Record<string, string>;
  /** For hooks: runs until the caller ends it, not until the test has finished. */
  untilKilled?: boolean;
}

/** Starts a compiled program. It ends with the test. */
export function start(
  file: string,
  words: string[],
  { environment = {}, untilKilled }: StartOptions = {},
): Program {
  const child = spawn(process.execPath, [file, ...words], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = () => {
    child.kill('SIGKILL');
    return ended;
  };
  if (!untilKilled) onTestFinished(kill);
  return { process: child, line: lineReader(child), ended };
}

function lineReader(child: ChildProcess): () => Promise<string | undefined> {
  let text = '';
  let closed = false;
  let wake = () => {};
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
    wake();
  });
  child.stdout?.on('close', () => {
    closed = true;
    wake();
  });
  return async () => {
    for (;;) {
      const end = text.indexOf('\n');
      if (end >= 0) {
        const line = text.slice(0, end);
        text = text.slice(end + 1);
        return line;
      }
      if (closed) return undefined;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
}
