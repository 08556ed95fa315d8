/**
 * Detects the tools of this host: interpreters that run, package managers, the module system. Asking a program starts a
 * process, so its answer is cached in the data directory until the program changes.
 */
import { stat } from 'node:fs/promises';
import { managers } from '../../managers/index.js';
import type { Manager } from '../../managers/manager.js';
import type { Offered } from '../../managers/offered-interpreters.js';
import { curl, type Interpreter, type Program, type Tool } from '../../managers/program.js';
import { type DownloadSearch, findDownloads, installedInterpreters } from './downloads.js';
import { findInterpreters } from './interpreters.js';
import { OutputCache, type ProgramRuns } from './output-cache.js';
import { findOnPath, isProgram } from './search-path.js';

export interface Tools {
  /** The programs that were found, by their names in `known`. */
  programs: Readonly<Record<string, Tool>>;
  /** Newest first; one for each minor version. */
  interpreters: Interpreter[];
  /** Interpreters of environment modules, for the app's own environments only; empty where the others will do. */
  module_interpreters: Interpreter[];
  /** Interpreters that the plan of a build can install. */
  downloads: Offered;
  /** The module system's initialisation file for bash. */
  modules?: string;
}

/** The programs to find on the host: those that the managers declare, and curl, which the app runs itself. */
const known: Readonly<Record<string, Program>> = Object.fromEntries([
  ['curl', curl],
  ...Object.values(managers).flatMap(programsOf),
]);

function programsOf({ id, program, helpers = {} }: Manager): [string, Program][] {
  return [...Object.entries(helpers), ...(program ? [[id, program] satisfies [string, Program]] : [])];
}

export interface Search extends ProgramRuns {
  /** The directories to search, in order. */
  directories: string[];
  /** Paths of programs from the site's settings, which take precedence. */
  given: Readonly<Record<string, string>>;
  interpreters: string[];
  modules?: string | undefined;
  /** Where interpreters are downloaded to, and the settings of that; absent if they are not to be looked for. */
  downloads?: DownloadSearch;
}

const MODULE_INITS = [
  '/etc/profile.d/lmod.sh',
  // The path in EPEL's package.
  '/etc/profile.d/z00_lmod.sh',
  '/etc/profile.d/modules.sh',
  '/usr/share/lmod/lmod/init/bash',
  '/usr/share/modules/init/bash',
  '/usr/share/Modules/init/bash',
];

/** Asks all programs in parallel. Never throws: a program that does not answer is treated as missing. */
export async function detectTools(search: Search): Promise<Tools> {
  const outputs = await OutputCache.read(search);
  const installed = await installedInterpreters(search.downloads);
  const [interpreters, modules, found] = await Promise.all([
    findInterpreters(search, installed, outputs),
    findModules(search.modules),
    Promise.all(
      Object.entries(known).map(async ([name, program]) => {
        const tool = await findProgram(program, search.given[name], search.directories, outputs);
        return tool ? [[name, tool] as const] : [];
      }),
    ),
  ]);
  const programs = Object.fromEntries(found.flat());
  const downloads = await findDownloads(search.downloads, { programs, interpreters }, outputs);
  await outputs.write();
  return { programs, interpreters, module_interpreters: [], downloads, ...(modules && { modules }) };
}

async function findProgram(
  { names, version: pattern }: Program,
  given: string | undefined,
  directories: readonly string[],
  outputs: OutputCache,
): Promise<Tool | undefined> {
  const path = given ?? (await firstOnPath(names, directories));
  if (!path || !(await isProgram(path))) return undefined;
  const output = await outputs.ask(path, ['--version']);
  const version = output && pattern.exec(output)?.[1];
  return version ? { path, version } : undefined;
}

async function firstOnPath(
  names: readonly string[],
  directories: readonly string[],
): Promise<string | undefined> {
  const paths = await Promise.all(names.map((name) => findOnPath(name, directories)));
  return paths.find((path) => path !== undefined);
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
