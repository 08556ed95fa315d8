/**
 * Both real module systems. Their Debian packages conflict, so one is installed on the host, and the other is unpacked
 * into a separate directory, once.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchBy } from '../../../scripts/fetching.mjs';
import { alone } from '../../support/alone.js';

export interface ModuleSystem {
  name: string;
  /** Its initialisation file for bash. */
  init: string;
}

const CACHE = fileURLToPath(new URL('../../../.cache/', import.meta.url));
const INSTALLED = '/usr/share/modules/init/bash';
const LMOD = [
  'lmod',
  'lua5.3',
  'lua-posix',
  'lua-filesystem',
  'lua-term',
  'lua-json',
  'lua-lpeg',
  'liblua5.3-0',
];

/** Both, if possible: without Debian's package tools, only the installed one. */
export async function moduleSystems(): Promise<ModuleSystem[]> {
  const lmod = await unpackedLmod();
  return [
    ...(existsSync(INSTALLED) ? [{ name: 'Environment Modules', init: INSTALLED }] : []),
    ...(lmod ? [{ name: 'Lmod', init: lmod }] : []),
  ];
}

async function unpackedLmod(): Promise<string | undefined> {
  if (!existsSync('/usr/bin/dpkg')) return undefined;
  const key = createHash('sha256')
    .update(`${CACHE} ${LMOD.join(' ')}`)
    .digest('hex')
    .slice(0, 12);
  const root = join(CACHE, `lmod-${key}`);
  await alone(`${root}.lock`, async () => {
    if (!existsSync(root)) await unpack(root);
  });
  return join(root, 'usr/share/lmod/lmod/init/bash');
}

/** Made in a temporary directory and renamed, so that it is never partial. @throws Error with apt's output. */
async function unpack(root: string): Promise<void> {
  const aside = await mkdtemp(join(CACHE, 'unpacking-'));
  try {
    await fetchBy(['apt-get', 'download', '-qq', ...LMOD], { directory: aside });
    for (const file of (await readdir(aside)).filter((name) => name.endsWith('.deb')))
      spawnSync('dpkg', ['-x', file, '.'], { cwd: aside });
    await moveTo(root, aside);
    await rename(aside, root);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** Lmod has the absolute paths of its parts. */
async function moveTo(root: string, unpacked: string): Promise<void> {
  const names = await readdir(join(unpacked, 'usr/share/lmod'), { recursive: true, withFileTypes: true });
  for (const entry of names.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const text = await readFile(path, 'latin1');
    const moved = text.replace(/\/usr\/(share|lib|bin\/lua)/g, `${root}/usr/$1`);
    if (moved !== text) await writeFile(path, moved, 'latin1');
  }
  await chmod(join(unpacked, 'usr/bin/lua5.3'), 0o755);
}
