/** The versions of Node.js that the app runs on, each fetched once from the npm registry. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchBy } from './fetching.mjs';

const CACHE = fileURLToPath(new URL('../.cache/', import.meta.url));

/** From the oldest that portals run to the newest LTS. */
export const nodeVersions = ['20.20.2', '22.23.5', '24.22.3', '26.12.1'];

/**
 * The path of a `node` of exactly this version.
 * @param {string} version
 * @returns {Promise<string>}
 * @throws {Error} with npm's output if it cannot be fetched.
 */
export async function nodeProgram(version) {
  if (version === process.versions.node) return process.execPath;
  const prefix = join(CACHE, `node-${version}`);
  // The package for this platform: the package `node` would fetch it with an install script.
  const name = `node-${process.platform}-${process.arch}`;
  const program = join(prefix, 'node_modules', name, 'bin', 'node');
  const npm = join(dirname(process.execPath), 'npm');
  const words = ['install', '--no-audit', '--no-fund', '--prefix', prefix, `${name}@${version}`];
  if (!existsSync(program)) await fetchBy([existsSync(npm) ? npm : 'npm', ...words]);
  return program;
}
