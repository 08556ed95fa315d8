/** The versions of Node.js that the app runs on. */
import { fileURLToPath } from 'node:url';
import { nodeProgram as fetchNode } from '../../../scripts/node-versions.mjs';
import { alone } from '../../support/alone.js';

export { nodeVersions } from '../../../scripts/node-versions.mjs';

const CACHE = fileURLToPath(new URL('../../../.cache/', import.meta.url));

/** The path of a `node` of exactly this version. @throws Error with npm's output if it cannot be fetched. */
export function nodeProgram(version: string): Promise<string> {
  return alone(`${CACHE}node-${version}.lock`, () => fetchNode(version));
}
