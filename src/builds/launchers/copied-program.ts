/** Copies the runner into the user's data directory, because compute nodes may not see the app's directory. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileAge } from '../../base/files.js';
import { programVersion, runnerProgram } from '../../base/program.js';

/** The whole runner, in dist/. */
const FILES = ['runner.js', 'programs/runner.js', 'package.json'];

const KEPT_FOR = 90 * 24 * 3600 * 1000;

/** Returns the path of a runner program that every node sees. A version is copied once; running jobs keep theirs. */
export async function copyProgram(data_root: string): Promise<string> {
  const source = runnerProgram();
  const hash = createHash('sha256');
  for (const file of FILES) hash.update(readFileSync(join(dirname(source), file)));
  const mark = hash.digest('hex').slice(0, 8);
  const home = join(data_root, 'programs', `${programVersion()}-${mark}`);
  const program = join(home, 'dist', 'runner.js');
  if (existsSync(program)) return program;
  await forgetOld(dirname(home));
  await copyInto(home, dirname(source));
  return program;
}

/** Queued jobs may still need an older version, but not for that long. */
async function forgetOld(directory: string): Promise<void> {
  for (const name of await readdir(directory).catch(() => [])) {
    const path = join(directory, name);
    if (fileAge(path) > KEPT_FOR) await rm(path, { recursive: true, force: true });
  }
}

async function copyInto(home: string, source: string): Promise<void> {
  const fresh = `${home}.${randomBytes(4).toString('hex')}`;
  try {
    for (const file of FILES) await cp(join(source, file), join(fresh, 'dist', file));
    for (const file of ['VERSION', 'manifest.yml']) await cp(join(source, '..', file), join(fresh, file));
    await rename(fresh, home);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another process may have made the same copy first.
    if (!existsSync(home)) throw error;
  }
}
