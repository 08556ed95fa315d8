/** The app's conda engine outside of a build: its private Python, kept from one run of the tests to the next. */
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchBy } from '../../../scripts/fetching.mjs';
import { condaEngine } from '../../../src/managers/conda/rattler/engine.js';
import { alone } from '../../support/alone.js';
import { PYTHON, programPath } from '../../support/python.js';

/** A directory of helpers that a site shares. */
export const helper_directory = fileURLToPath(new URL('../../../.cache/helper', import.meta.url));
mkdirSync(helper_directory, { recursive: true });

/** Makes the engine's Python if it is missing; returns the words before its options. */
export async function engineWords(): Promise<string[]> {
  const lock = join(helper_directory, `${condaEngine.id}-lock.txt`);
  const place = join(helper_directory, condaEngine.directory);
  const link = join(helper_directory, `of-${condaEngine.id}`);
  const helper = [PYTHON, '-I', programPath('helper.py'), '--lock', lock, '--place', place, '--link', link];
  await alone(`${lock}.lock`, async () => {
    await writeFile(lock, condaEngine.lock);
    await fetchBy(helper);
  });
  return [join(link, 'bin/python'), '-I', programPath('conda_engine.py')];
}
