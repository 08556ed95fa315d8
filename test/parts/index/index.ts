/** A package index on this host, over TLS, with everything that a kernel needs. Its wheels are fetched once. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { fetchBy, reachingEnvironment } from '../../../scripts/fetching.mjs';
import { pypi } from '../../../src/sources/pypi/index.js';
import { alone } from '../../support/alone.js';
import { findInterpreter } from '../conda/interpreter.js';
import type { Authority } from './authority.js';

const CACHE = fileURLToPath(new URL('../../../.cache/', import.meta.url));
const REQUIREMENTS = ['requirements.txt', '../conda/requirements-channel.txt'].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
);

/** Serves wheels on a port of `localhost` until the file's tests have ended; returns the index's address. */
export async function serveIndex({ server: certificate }: Authority, directory?: string): Promise<string> {
  const wheels = directory ?? (await wheelDirectory());
  const names = await readdir(wheels);
  const server = createServer(certificate, async ({ url = '' }, response) => {
    const [, kind, asked = ''] = url.split('/');
    if (kind === 'wheels' && names.includes(asked)) response.end(await readFile(join(wheels, asked)));
    else if (kind === 'simple') response.setHeader('content-type', 'text/html').end(linksTo(names, asked));
    else response.writeHead(404).end();
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://localhost:${(server.address() as AddressInfo).port}/simple`;
}

/** The interpreter for the wheels. */
export function indexInterpreter() {
  return findInterpreter(reachingEnvironment());
}

/** https://packaging.python.org/en/latest/specifications/simple-repository-api/ */
function linksTo(wheels: readonly string[], name: string): string {
  const fitting = wheels.filter((wheel) => pypi.normalizeName(wheel.split('-', 1)[0] ?? '') === name);
  return fitting.map((wheel) => `<a href="/wheels/${wheel}">${wheel}</a>`).join('\n');
}

async function wheelDirectory(): Promise<string> {
  const { path, version } = await indexInterpreter();
  const hash = createHash('sha256').update(version);
  for (const file of REQUIREMENTS) hash.update(await readFile(file));
  const directory = join(CACHE, `wheels-${hash.digest('hex').slice(0, 16)}`);
  await alone(`${directory}.lock`, async () => {
    if (!existsSync(directory)) await download(path, directory);
  });
  return directory;
}

/** Made in a temporary directory and renamed, so that it is never partial. */
async function download(python: string, directory: string): Promise<void> {
  const aside = await mkdtemp(join(CACHE, `${basename(directory)}.`));
  const words = ['download', '--quiet', '--no-deps', '--only-binary', ':all:', '--dest', aside];
  try {
    await fetchBy([python, '-m', 'pip', ...words, '--requirement', REQUIREMENTS[0] ?? '']);
    await rename(aside, directory);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
