/** An environment with a Jupyter server and nbclient, made once for each version of requirements.txt. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchBy, reachingEnvironment } from '../../../scripts/fetching.mjs';
import { alone } from '../../support/alone.js';
import { findInterpreter } from '../conda/interpreter.js';

const CACHE = fileURLToPath(new URL('../../../.cache/', import.meta.url));
const REQUIREMENTS = jupyterProgram('requirements.txt');

/** The path of a file beside this one, such as `server.py`. */
export function jupyterProgram(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** The environment's Python. @throws Error with pip's output if it cannot be made. */
export async function jupyterPython(): Promise<string> {
  const interpreter = await findInterpreter(reachingEnvironment());
  const facts = [interpreter.path, interpreter.version, await readFile(REQUIREMENTS, 'utf8')];
  const key = createHash('sha256').update(facts.join('\0')).digest('hex').slice(0, 16);
  // A virtual environment cannot be moved, so it is made at its final path, and marked when it is complete.
  const prefix = join(CACHE, `jupyter-${key}`);
  const mark = join(prefix, 'complete');
  await alone(`${prefix}.lock`, async () => {
    if (!existsSync(mark)) await makeEnvironment(interpreter.path, prefix, mark);
  });
  return join(prefix, 'bin/python');
}

async function makeEnvironment(interpreter: string, prefix: string, mark: string): Promise<void> {
  await rm(prefix, { recursive: true, force: true });
  await fetchBy([interpreter, '-m', 'venv', prefix]);
  await fetchBy([join(prefix, 'bin/python'), '-m', 'pip', 'install', '--quiet', '-r', REQUIREMENTS]);
  await writeFile(mark, '');
}
