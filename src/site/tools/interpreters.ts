/** The interpreters of this host that run. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { compareVersions, minorVersion } from '../../base/version.js';
import type { Interpreter } from '../../managers/program.js';
import { interpreterKind, parseInterpreter } from '../../sources/runtime/interpreter.js';
import type { OutputCache } from './output-cache.js';

/** The given interpreters, those in the directories, and the installed ones: newest first, one for each minor version. */
export async function findInterpreters(
  { interpreters: given, directories }: { interpreters: readonly string[]; directories: readonly string[] },
  installed: readonly string[],
  outputs: OutputCache,
): Promise<Interpreter[]> {
  const named = await Promise.all(directories.map(interpreterNames));
  const candidates = [...new Set([...given, ...named.flat(), ...installed])];
  const asked = await Promise.all(
    candidates.map(async (path) => {
      const found = parseInterpreter(await outputs.ask(path, interpreterKind.question));
      return found && installed.includes(path) ? { ...found, own: true as const } : found;
    }),
  );
  const byMinor = new Map<string, Interpreter>();
  for (const found of asked) {
    const minor = found && minorVersion(found.version);
    // The first one wins, unless only a later one can make virtual environments.
    if (found && minor && (!byMinor.has(minor) || (found.venv && !byMinor.get(minor)?.venv)))
      byMinor.set(minor, found);
  }
  return [...byMinor.values()].sort((a, b) => compareVersions(b.version, a.version));
}

async function interpreterNames(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => []);
  return names.filter((name) => interpreterKind.names.test(name)).map((name) => join(directory, name));
}
