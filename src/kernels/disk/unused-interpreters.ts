/** Downloaded interpreters, and those of them that nothing needs any longer. */
import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { namesInDirectory } from '../../base/files.js';
import { compareVersions } from '../../base/version.js';
import { usedDirectories } from '../../builds/holding/processes/process-paths.js';
import type { Site } from '../../site/site.js';
import { installedNames, ownInterpreters } from '../../site/tools/unfinished-downloads.js';
import { interpreterKind } from '../../sources/runtime/interpreter.js';
import { directoryOfBase } from '../../sources/runtime/python-environment.js';
import { homeOf } from '../home.js';
import type { Kernel } from '../kernelspec.js';

type InterpreterSite = Pick<Site, 'data_root' | 'locations'>;

/** The directories of the downloaded interpreters, without links to them. */
export function downloadedInterpreters({ data_root }: Pick<Site, 'data_root'>): string[] {
  const directory = ownInterpreters(data_root);
  return installedNames(directory)
    .map((name) => join(directory, name))
    .filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory());
}

/**
 * Those that no generation of a kernel, no removed kernel that can be brought back, no helper and no process of this host
 * needs; none if a location does not answer, since what is in it cannot be known.
 */
export function unusedInterpreters(
  site: InterpreterSite,
  kernels: readonly Pick<Kernel, 'origin'>[],
): string[] {
  if (site.locations.some(({ silent }) => silent)) return [];
  const all = downloadedInterpreters(site);
  const needed = new Set(environmentsOf(site, kernels).flatMap((prefix) => interpreterOf(prefix, all) ?? []));
  const idle = all.filter((path) => !needed.has(path));
  const running = usedDirectories(idle);
  return idle.filter((path) => !running.has(path));
}

/** The links of the directory that lead to one of these interpreters. */
export function linksTo(interpreters: readonly string[]): string[] {
  return [...new Set(interpreters.map(dirname))].flatMap((directory) =>
    namesInDirectory(directory)
      .map((name) => join(directory, name))
      .filter((path) => lstatSync(path).isSymbolicLink() && interpreters.includes(realPath(path))),
  );
}

/** Everything that may be an environment with an interpreter outside of it. */
function environmentsOf(
  { data_root, locations }: InterpreterSite,
  kernels: readonly Pick<Kernel, 'origin'>[],
): string[] {
  const homes = new Set(kernels.flatMap((kernel) => homeOf(kernel) ?? []));
  for (const { path } of locations) for (const home of childrenOf(path)) homes.add(home);
  const helpers = childrenOf(join(data_root, 'tools', 'helper'));
  return [...[...homes].flatMap(childrenOf), ...helpers, ...helpers.flatMap(childrenOf)];
}

/** Which of the interpreters an environment was made with. */
function interpreterOf(prefix: string, interpreters: readonly string[]): string | undefined {
  const base = directoryOfBase(prefix);
  if (base === undefined) return undefined;
  const directory = realPath(dirname(base));
  return interpreters.find((path) => realPath(path) === directory);
}

function childrenOf(directory: string): string[] {
  return namesInDirectory(directory).map((name) => join(directory, name));
}

/** The path itself if it leads nowhere. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** `Python 3.12.1` for a directory `cpython-3.12.1-linux-x86_64-gnu`; nothing for links. The newest comes first. */
export function interpreterNames(paths: readonly string[]): string[] {
  return paths
    .filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory())
    .map((path) => /\d+(?:\.\d+)+/.exec(basename(path))?.[0] ?? basename(path))
    .sort((a, b) => compareVersions(b, a))
    .map((version) => `${interpreterKind.label} ${version}`);
}
