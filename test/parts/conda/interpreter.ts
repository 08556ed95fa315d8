/** Finds the interpreter that becomes the channel's `python` package. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../../src/base/process.js';

export interface Interpreter {
  path: string;
  /** Such as `3.11.7`. */
  version: string;
}

// The pinned wheels need 3.11. On Debian, ensurepip comes with python3-venv, and pip with python3-pip.
const QUESTION = `
import importlib.util as util, platform, sys
pip = util.find_spec("ensurepip") or util.find_spec("pip")
fits = sys.version_info >= (3, 11) and platform.python_implementation() == "CPython" and pip
sys.exit(0 if fits and print(platform.python_version()) is None else 1)`;

const NAMES = ['python3.11', 'python3', 'python3.12', 'python3.13'];

/**
 * The first suitable interpreter: CONDA_PARTS_PYTHON if it is set, else the system's, one on the search path, or pyenv's,
 * in this order, since every user can run the system's, but only its owner can run one in a home.
 */
export async function findInterpreter(environment: Record<string, string>): Promise<Interpreter> {
  const given = process.env.CONDA_PARTS_PYTHON;
  const candidates = given ? [given] : [...onPath(environment.PATH), ...(await pyenv(environment.HOME))];
  for (const path of candidates) {
    const answer = await run([path, '-I', '-c', QUESTION], { environment, seconds: 600 });
    if (answer.exit === 0) return { path, version: answer.stdout.trim() };
  }
  throw new Error(
    'The conda test parts need CPython 3.11 or newer with venv and pip (on Debian: python3 and python3-venv); ' +
      `none of these is one: ${candidates.join(', ')}`,
  );
}

async function pyenv(home = '/proc/nonexistent'): Promise<string[]> {
  const versions = join(home, '.pyenv/versions');
  const names = await readdir(versions).catch(() => []);
  const fitting = names.filter((name) => /^3\.1[1-9]\./.test(name)).sort();
  return fitting.map((name) => join(versions, name, 'bin/python3'));
}

function onPath(path = ''): string[] {
  const directories = new Set(['/usr/bin', ...path.split(':').filter((each) => each.startsWith('/'))]);
  return [...directories].flatMap((directory) => NAMES.map((name) => join(directory, name)));
}
