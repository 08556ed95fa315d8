/** The compiled program in dist/, which detached runners and other processes are started from. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { appRoot, runnerProgram } from '../../src/program.js';
import { waitFor } from './wait.js';

const LOCK = join(appRoot, '.cache', 'building');
const ABANDONED = 120_000;

/** Compiles dist/ if a source is newer than it. Test files that run side by side compile it once. */
export async function buildProgram(): Promise<void> {
  if (isFresh()) return;
  mkdirSync(join(appRoot, '.cache'), { recursive: true });
  await waitFor('another test to compile dist/', takeLock, 60);
  try {
    if (!isFresh())
      execFileSync(process.execPath, [join(appRoot, 'scripts', 'build.mjs')], { stdio: 'pipe' });
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function isFresh(): boolean {
  const built = statSync(runnerProgram(), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = readdirSync(join(appRoot, 'src'), { recursive: true, withFileTypes: true });
  return sources.every(
    (entry) => !entry.isFile() || statSync(join(entry.parentPath, entry.name)).mtimeMs <= built,
  );
}

function takeLock(): boolean {
  if (existsSync(LOCK) && Date.now() - statSync(LOCK).mtimeMs > ABANDONED) rmSync(LOCK, { recursive: true });
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    return false;
  }
}
