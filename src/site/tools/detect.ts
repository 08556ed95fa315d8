/**
 * Which tools this host has: interpreters that really run, package managers, the module system. Asking each
 * takes a process, so answers are kept in the data directory and asked anew when a program has changed.
 */
import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { compareVersions, minorVersion } from '../../base/version.js';
import { Answers, type Asking } from './program-answers.js';

export interface Tool {
  path: string;
  version: string;
}

export interface Interpreter extends Tool {
  /** Whether `python -m venv` can put pip into an environment (Debian keeps that in a package of its own). */
  venv: boolean;
  /** The pip that it brings, such as `23.2.1`; empty if it has none. */
  pip: string;
}

export interface Tools {
  uv?: Tool;
  conda?: Tool;
  mamba?: Tool;
  micromamba?: Tool;
  curl?: Tool;
  /** Newest first; one for each minor version. */
  interpreters: Interpreter[];
  /** The module system's initialisation file for bash. */
  modules?: string;
}

export type ProgramName = 'uv' | 'conda' | 'mamba' | 'micromamba' | 'curl';

export interface Search extends Asking {
  /** Directories, in order. */
  directories: string[];
  /** Programs that the site names; they win. */
  given: Partial<Record<ProgramName, string>>;
  interpreters: string[];
  modules?: string | undefined;
}

const programs: Record<ProgramName, RegExp> = {
  uv: /^uv (\S+)/m,
  conda: /^conda (\S+)/m,
  mamba: /^(?:mamba )?(\d\S*)/m,
  micromamba: /^(?:micromamba )?(\d\S*)/m,
  curl: /^curl (\S+)/m,
};

const MODULE_INITS = [
  '/etc/profile.d/lmod.sh',
  // As EPEL's package has it.
  '/etc/profile.d/z00_lmod.sh',
  '/etc/profile.d/modules.sh',
  '/usr/share/lmod/lmod/init/bash',
  '/usr/share/modules/init/bash',
  '/usr/share/Modules/init/bash',
];

/** Asks all programs, side by side. Never throws: what does not answer is not there. */
export async function detectTools(search: Search): Promise<Tools> {
  const answers = await Answers.read(search);
  const names = Object.keys(programs) as ProgramName[];
  const [interpreters, modules, ...found] = await Promise.all([
    findInterpreters(search, answers),
    findModules(search.modules),
    ...names.map((name) => findProgram(name, search, answers)),
  ]);
  await answers.write();
  const tools: Tools = { interpreters, ...(modules && { modules }) };
  names.forEach((name, index) => {
    const tool = found[index];
    if (tool) tools[name] = tool;
  });
  return tools;
}

/** The path of a program on the search path, if there is one. */
export async function findOnPath(name: string, directories: readonly string[]): Promise<string | undefined> {
  const candidates = directories.map((directory) => join(directory, name));
  const usable = await Promise.all(candidates.map(isProgram));
  return candidates.find((_, index) => usable[index]);
}

/** The directories of a PATH variable followed by the usual ones. */
export function searchDirectories(...paths: (string | undefined)[]): string[] {
  const usual = ['/usr/local/bin', '/usr/bin', '/bin'];
  return [...new Set([...paths.flatMap((path) => (path ?? '').split(delimiter)), ...usual])].filter((path) =>
    path.startsWith('/'),
  );
}

async function findProgram(name: ProgramName, search: Search, answers: Answers): Promise<Tool | undefined> {
  const path = search.given[name] ?? (await findOnPath(name, search.directories));
  if (!path || !(await isProgram(path))) return undefined;
  const output = await answers.ask(path, ['--version']);
  const version = output && programs[name].exec(output)?.[1];
  return version ? { path, version } : undefined;
}

// Prints what findInterpreters reads; the base interpreter is the one to use, for a virtual environment may go away.
const ASK_PYTHON = `
import sys, os, json
try:
    import ensurepip, venv
    pip = ensurepip.version()
except Exception:
    pip = ""
print(json.dumps({
    "path": getattr(sys, "_base_executable", None) or sys.executable,
    "version": "%d.%d.%d" % sys.version_info[:3],
    "implementation": sys.implementation.name,
    "pip": pip,
}))`;

async function findInterpreters(search: Search, answers: Answers): Promise<Interpreter[]> {
  const named = await Promise.all(search.directories.map(interpreterNames));
  const candidates = [...new Set([...search.interpreters, ...named.flat()])];
  const asked = await Promise.all(
    candidates.map(async (path) => parseInterpreter(await answers.ask(path, ['-I', '-c', ASK_PYTHON]))),
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
  return names.filter((name) => /^python3(\.\d+)?$/.test(name)).map((name) => join(directory, name));
}

function parseInterpreter(output: string | undefined): Interpreter | undefined {
  const line = output?.split('\n').find((each) => each.startsWith('{'));
  if (!line) return undefined;
  const { path, version, implementation, pip } = JSON.parse(line) as Record<string, string>;
  if (!path || !version || implementation !== 'cpython') return undefined;
  return { path, version, venv: Boolean(pip), pip: pip ?? '' };
}

async function findModules(given: string | undefined): Promise<string | undefined> {
  const candidates = given ? [given] : MODULE_INITS;
  const there = await Promise.all(
    candidates.map((path) =>
      stat(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return candidates.find((_, index) => there[index]);
}

async function isProgram(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return false;
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
