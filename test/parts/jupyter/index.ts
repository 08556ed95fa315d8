/** An environment with a Jupyter server and nbclient, made once for each state of requirements.txt. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alone } from '../../support/alone.js';
import { cleanEnvironment } from '../../support/python.js';
import { succeed } from '../../support/venv.js';
import { findInterpreter } from '../conda/interpreter.js';

const SECONDS = 280;
const CACHE = fileURLToPath(new URL('../../../.cache/', import.meta.url));
const REQUIREMENTS = jupyterProgram('requirements.txt');

/** The path of a file beside this one, such as `server.py`. */
export function jupyterProgram(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** The environment's Python. @throws Error with pip's words where it cannot be made. */
export async function jupyterPython(): Promise<string> {
  const interpreter = await findInterpreter(cleanEnvironment(homedir()));
  const facts = [interpreter.path, interpreter.version, await readFile(REQUIREMENTS, 'utf8')];
  const key = createHash('sha256').update(facts.join('\0')).digest('hex').slice(0, 16);
  // A virtual environment cannot be moved, so that it is made in its place, and marked when it is whole.
  const prefix = join(CACHE, `jupyter-${key}`);
  const mark = join(prefix, 'complete');
  if (!existsSync(mark))
    await alone(`${prefix}.lock`, SECONDS, async () => {
      if (!existsSync(mark)) await makeEnvironment(interpreter.path, prefix, mark);
    });
  return join(prefix, 'bin/python');
}

async function makeEnvironment(interpreter: string, prefix: string, mark: string): Promise<void> {
  await rm(prefix, { recursive: true, force: true });
  await succeed([interpreter, '-m', 'venv', prefix], homedir());
  await succeed(
    [join(prefix, 'bin/python'), '-m', 'pip', 'install', '--quiet', '-r', REQUIREMENTS],
    homedir(),
  );
  await writeFile(mark, '');
}
