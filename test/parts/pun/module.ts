/** Passenger's module for this host's nginx, built once for each version of its sources. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { appRoot } from '../../../src/base/program.js';
import { alone } from '../../support/alone.js';
import { succeed } from '../../support/venv.js';

const CACHE = join(appRoot, '.cache');
const SCRIPT = join(appRoot, 'test/parts/pun/build-module.sh');
const LIBRARY = join(appRoot, 'test/parts/pun/library');

/** The module's file. @throws Error with the compiler's output if it cannot be built. */
export async function passengerModule(): Promise<string> {
  const directory = join(CACHE, `passenger-${await key()}`);
  await alone(`${directory}.lock`, async () => {
    if (!existsSync(directory)) await build(directory);
  });
  return join(directory, 'ngx_http_passenger_module.so');
}

/** Made in a temporary directory and renamed, so that it is never partial. */
async function build(directory: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const aside = await mkdtemp(join(CACHE, 'building-'));
  await succeed(['bash', SCRIPT, aside], homedir());
  await rename(aside, directory);
}

async function key(): Promise<string> {
  const versions = spawnSync('dpkg-query', ['-W', 'nginx-common', 'passenger'], { encoding: 'utf8' }).stdout;
  const files = [SCRIPT, ...(await readdir(LIBRARY)).sort().map((name) => join(LIBRARY, name))];
  const hash = createHash('sha256').update(versions);
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}
