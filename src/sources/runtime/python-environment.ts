/** Environments that other tools made, by the files that each of them leaves. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { namesInDirectory } from '../../base/files.js';
import { readRegularFile } from '../../base/stored.js';
import { pythonIn } from './python-runtime.js';

export interface FoundEnvironment {
  prefix: string;
  /** The tool that made it. */
  manager: 'conda' | 'venv' | 'uv';
  version?: string;
}

/** The environment that a program belongs to; undefined if it is in none. */
export function environmentOf(program: string): FoundEnvironment | undefined {
  const prefix = dirname(dirname(program));
  return venvIn(prefix) ?? condaIn(prefix);
}

/** https://docs.python.org/3/library/venv.html; uv writes its own version and `version_info`. */
function venvIn(prefix: string): FoundEnvironment | undefined {
  const text = tryRead(join(prefix, 'pyvenv.cfg'));
  if (text === undefined) return undefined;
  const version = /^version(?:_info)?\s*=\s*(\d+(?:\.\d+)*)/m.exec(text)?.[1];
  return { prefix, manager: /^uv\s*=/m.test(text) ? 'uv' : 'venv', ...(version && { version }) };
}

/** The directory with the program of the Python that an environment was made with; undefined if it has its own. */
export function directoryOfBase(prefix: string): string | undefined {
  return /^home\s*=\s*(\S.*?)\s*$/m.exec(tryRead(join(prefix, 'pyvenv.cfg')) ?? '')?.[1];
}

function condaIn(prefix: string): FoundEnvironment | undefined {
  const records = join(prefix, 'conda-meta');
  // Most have none, and an error takes longer than a look.
  const names = existsSync(records) ? namesInDirectory(records) : [];
  if (names.length === 0) return undefined;
  const version = names.map((name) => /^python-(\d+(?:\.\d+)*)-.*\.json$/.exec(name)?.[1]).find(Boolean);
  return { prefix, manager: 'conda', ...(version && { version }) };
}

function tryRead(path: string): string | undefined {
  try {
    return readRegularFile(path, { most: 10_000 });
  } catch {
    return undefined;
  }
}

/** Files of an environment that each start of its Python reads; empty if it has none. The program of a venv is outside of it. */
export function readAtStart(prefix: string): string[] {
  return [join(prefix, 'pyvenv.cfg'), pythonIn(prefix)].filter((path) => existsSync(path)).slice(0, 1);
}

/** Files without which its Python does not start: those of its library, if it has a separate one, or what makes it an environment of another Python. */
export function neededAtStart(prefix: string): string[] {
  if (!condaIn(prefix)) return [join(prefix, 'pyvenv.cfg')];
  const [version = ''] = namesInDirectory(join(prefix, 'lib')).filter((name) => /^python3\.\d+$/.test(name));
  const library = ['os.py', 'site.py', 'encodings/__init__.py'].map((name) =>
    join(prefix, 'lib', version, name),
  );
  return library.some((path) => existsSync(path)) ? library : [];
}
