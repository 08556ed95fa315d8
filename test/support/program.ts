/** The compiled program in dist/, which starts detached runners and other processes. */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { appRoot, runnerProgram } from '../../src/base/program.js';
import { alone } from './alone.js';

const LOCK = join(appRoot, '.cache', 'building.lock');

/** Compiles dist/ if a source file is newer. Parallel test files compile it once. */
export async function buildProgram(): Promise<void> {
  if (isFresh()) return;
  await alone(LOCK, () => {
    if (!isFresh())
      execFileSync(process.execPath, [join(appRoot, 'scripts', 'build.mjs')], { stdio: 'pipe' });
  });
}

function isFresh(): boolean {
  const built = statSync(runnerProgram(), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = readdirSync(join(appRoot, 'src'), { recursive: true, withFileTypes: true });
  return sources.every(
    (entry) => !entry.isFile() || statSync(join(entry.parentPath, entry.name)).mtimeMs <= built,
  );
}
