/** The versions of Node.js that the app runs on, fetched once from the npm registry. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchBy } from '../../../scripts/fetching.mjs';
import { alone } from '../../support/alone.js';

const CACHE = fileURLToPath(new URL('../../../.cache/', import.meta.url));

/** From the oldest that portals run to the newest LTS. */
export const nodeVersions = ['20.20.2', '22.23.5', '24.22.3', '26.12.1'] as const;

/** The path of a `node` of exactly this version. @throws Error with npm's output if it cannot be fetched. */
export async function nodeProgram(version: string): Promise<string> {
  if (version === process.versions.node) return process.execPath;
  const prefix = join(CACHE, `node-${version}`);
  // The package for this platform: the package `node` would fetch it with an install script.
  const name = `node-${process.platform}-${process.arch}`;
  const program = join(prefix, 'node_modules', name, 'bin', 'node');
  const npm = join(dirname(process.execPath), 'npm');
  const words = ['install', '--no-audit', '--no-fund', '--prefix', prefix, `${name}@${version}`];
  await alone(`${prefix}.lock`, async () => {
    if (!existsSync(program)) await fetchBy([existsSync(npm) ? npm : 'npm', ...words]);
  });
  return program;
}
