/** Installs packages in an environment of the tests with uv, which takes a tenth of pip's processor time. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchBy } from '../../scripts/fetching.mjs';
import { provideUv, uvDirectory } from '../parts/uv/index.js';
import { useIndexOfMachine } from './reach-index.js';

const UV_CACHE = fileURLToPath(new URL('../../.cache/packages/uv', import.meta.url));

/** Takes requirements, and options of `uv pip install`. The environment needs no pip. @throws Error with uv's output. */
export async function installPackages(python: string, words: readonly string[]): Promise<void> {
  await provideUv();
  const home = await mkdtemp(join(tmpdir(), 'create-kernel-uv-'));
  useIndexOfMachine(home);
  const environment = { HOME: home, UV_CACHE_DIR: UV_CACHE };
  // A test may change a file, which must not be one of the cache.
  const options = ['--quiet', '--link-mode=copy', '--python', python];
  try {
    await fetchBy([join(uvDirectory, 'uv'), 'pip', 'install', ...options, ...words], { environment });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
