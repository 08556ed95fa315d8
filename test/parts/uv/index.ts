/** A uv for the tests, fetched once: each home without one would install its own. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchBy, reachingEnvironment } from '../../../scripts/fetching.mjs';
import { alone } from '../../support/alone.js';
import { findInterpreter } from '../conda/interpreter.js';

const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));
const NAME = readFileSync(REQUIREMENTS, 'utf8').trim().replace('==', '-');
const DIRECTORY = fileURLToPath(new URL(`../../../.cache/${NAME}`, import.meta.url));

/** The directory of the program, for a search path; `provideUv` makes it. */
export const uvDirectory = join(DIRECTORY, 'bin');

/** Fetches the program if it is not there yet. @throws Error with pip's output if it cannot be fetched. */
export async function provideUv(): Promise<void> {
  await alone(`${DIRECTORY}.lock`, async () => {
    if (!existsSync(DIRECTORY)) await install();
  });
}

/** Made in a temporary directory and renamed, so that it is never partial. */
async function install(): Promise<void> {
  const { path } = await findInterpreter(reachingEnvironment());
  const aside = await mkdtemp(join(dirname(DIRECTORY), `${basename(DIRECTORY)}.`));
  try {
    await fetchBy([
      path,
      '-m',
      'pip',
      'install',
      '--quiet',
      '--target',
      aside,
      '--requirement',
      REQUIREMENTS,
    ]);
    await rename(aside, DIRECTORY);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
