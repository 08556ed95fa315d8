/** Environments that many files use and none changes. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchBy, reachingEnvironment } from '../../scripts/fetching.mjs';
import { findInterpreter } from '../parts/conda/interpreter.js';
import { alone } from './alone.js';
import { installPackages } from './install-packages.js';

const CACHE = fileURLToPath(new URL('../../.cache/', import.meta.url));

/** An environment with the packages of a requirements file and no others, made once for each version of it; returns its Python. */
export async function pythonWith(name: string, requirements: string): Promise<string> {
  const interpreter = await findInterpreter(reachingEnvironment());
  const facts = [interpreter.path, interpreter.version, await readFile(requirements, 'utf8')];
  const key = createHash('sha256').update(facts.join('\0')).digest('hex').slice(0, 16);
  // A virtual environment cannot be moved, so it is made at its final path, and marked when it is complete.
  const prefix = join(CACHE, `${name}-${key}`);
  const mark = join(prefix, 'complete');
  await alone(`${prefix}.lock`, async () => {
    if (!existsSync(mark)) await makeEnvironment(interpreter.path, prefix, requirements);
  });
  return join(prefix, 'bin/python');
}

async function makeEnvironment(interpreter: string, prefix: string, requirements: string): Promise<void> {
  await rm(prefix, { recursive: true, force: true });
  await fetchBy([interpreter, '-m', 'venv', '--without-pip', prefix]);
  await installPackages(join(prefix, 'bin/python'), ['--no-deps', '--requirement', requirements]);
  await writeFile(join(prefix, 'complete'), '');
}
