/**
 * Builds, kernels and locks in a home, made by the code of version 0.1.0, without the installed packages and the programs
 * of the environments. `{{home}}` and `{{host}}` replace what differs.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchBy } from '../../scripts/fetching.mjs';
import { uvDirectory } from '../parts/uv/index.js';
import { type Home, type HomeOptions, makeHome } from './home.js';

const FIXTURES = fileURLToPath(new URL('../fixtures/0.1.0', import.meta.url));

/** The ids of its builds, by kernel. */
export const builds = {
  'with-uv': '20261129-072312-5aa0b5',
  'with-venv': '20261129-072328-7a871f',
  'with-conda': '20261129-072411-58f70b',
  failed: '20261129-072445-4c8b5c',
  'failed-kept': '20261129-072452-4effa6',
  cancelled: '20261129-072456-c144a5',
  interrupted: '20261129-072505-a7f012',
  /** Its runner was killed, and no one has read the build since. */
  unsettled: '20261129-072514-918ef3',
} as const;

export const kernels = ['with-conda', 'with-uv', 'with-venv'] as const;

/** A temporary home as 0.1.0 left it. */
export function makeHomeOf010(options: HomeOptions = {}): Home {
  const home = makeHome(options);
  putFilesOf010(home);
  return home;
}

/** Adds what 0.1.0 made to a home; `places` replaces the other names in braces. */
export function putFilesOf010(home: Home, places: Record<string, string> = {}): void {
  const all = { home: home.directory, host: hostname(), ...places };
  for (const entry of readdirSync(FIXTURES, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(home.directory, from.slice(FIXTURES.length));
    mkdirSync(dirname(to), { recursive: true });
    // kernel.json has secret values.
    const mode = entry.name === 'kernel.json' ? 0o600 : 0o666;
    writeFileSync(to, fill(readFileSync(from, 'utf8'), all), { mode });
  }
}

/** Installs what the lock of a kernel of 0.1.0 has into its environment, as 0.1.0 did with uv. */
export async function putEnvironmentOf010(home: Home, name: string): Promise<void> {
  const prefix = join(home.environments, name, '1');
  const environment = { UV_CACHE_DIR: join(home.environments, '.package-cache/uv') };
  const uv = [join(uvDirectory, 'uv'), '--quiet'];
  await fetchBy([...uv, 'venv', '--allow-existing', '--python', '3.11', prefix], { environment });
  const into = ['--python', join(prefix, 'bin/python'), '--require-hashes', '--no-deps'];
  const lock = join(prefix, '.create_kernel/lock.txt');
  await fetchBy([...uv, 'pip', 'install', ...into, '--requirement', lock], { environment });
}

function fill(text: string, places: Record<string, string>): string {
  return Object.entries(places).reduce(
    (filled, [name, value]) => filled.replaceAll(`{{${name}}}`, value),
    text,
  );
}
