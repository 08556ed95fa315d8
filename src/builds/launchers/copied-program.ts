/** Copies the runner into the user's data directory, because compute nodes may not see the app's directory. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileAge } from '../../base/files.js';
import { programVersion, runnerProgram } from '../../base/program.js';

const KEPT_FOR = 90 * 24 * 3600 * 1000;

/** Returns the path of a runner program that every node sees. A version is copied once; running jobs keep theirs. */
export async function copyProgram(data_root: string): Promise<string> {
  const source = runnerProgram();
  // The names of its parts contain their hashes, so the hash of this file identifies the whole program.
  const mark = createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 8);
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
    for (const file of filesOf('runner.js', source)) {
      await mkdir(dirname(join(fresh, 'dist', file)), { recursive: true });
      await cp(join(source, file), join(fresh, 'dist', file));
    }
    await writeFile(join(fresh, 'dist', 'package.json'), '{ "type": "module" }\n');
    for (const file of ['VERSION', 'manifest.yml']) await cp(join(source, '..', file), join(fresh, file));
    await rename(fresh, home);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another process may have made the same copy first.
    if (!existsSync(home)) throw error;
  }
}

/** A compiled file and all that it imports, relative to their directory. */
function filesOf(entry: string, directory: string): Set<string> {
  const found = new Set([entry]);
  for (const file of found) {
    const text = readFileSync(join(directory, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/["'](\.{1,2}\/[\w./-]+\.js)["']/g)) {
      const path = join(dirname(file), name);
      if (!path.startsWith('..') && existsSync(join(directory, path))) found.add(path);
    }
  }
  return found;
}
