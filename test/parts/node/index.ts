/** Other versions of Node.js than the one that runs the tests, fetched once from the npm registry. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alone } from '../../support/alone.js';
import { succeed } from '../../support/venv.js';

const CACHE = fileURLToPath(new URL('../../../.cache/', import.meta.url));
const SECONDS = 280;

/** The newest version with long-term support. */
export const NEWEST_LTS = '24.21.0';

/** The path of a program `node` of exactly this version. @throws Error with npm's words where it cannot be had. */
export async function nodeProgram(version: string): Promise<string> {
  const prefix = join(CACHE, `node-${version}`);
  // The package for this platform: the one that is called `node` would fetch it by a script of its own.
  const name = `node-${process.platform}-${process.arch}`;
  const program = join(prefix, 'node_modules', name, 'bin', 'node');
  const npm = join(dirname(process.execPath), 'npm');
  const words = ['install', '--silent', '--no-audit', '--no-fund', '--prefix', prefix, `${name}@${version}`];
  if (!existsSync(program))
    await alone(`${prefix}.lock`, SECONDS, async () => {
      if (!existsSync(program)) await succeed([existsSync(npm) ? npm : 'npm', ...words], homedir());
    });
  return program;
}
