/** The site for one user: settings, paths and tools, as plain data. */
import { chmodSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { collect, UserError } from '../base/errors.js';
import { makeDirectorySync } from '../base/make-directory.js';
import type { Recipe } from '../recipe/recipe.js';
import { isKnownSilent, lookAt } from './directories/look.js';
import type { Location } from './locations.js';
import { moduleInterpreters } from './modules/module-python.js';
import {
  type Account,
  centralKernelDirectories,
  currentAccount,
  defaultDataRoot,
  defaultJupyterData,
  expandPath,
  isPersonal,
  kernelsDirectory,
  preferredKernelDirectories,
  stagingsDirectory,
} from './paths.js';
import { requirePrivate } from './private-directories.js';
import type { SiteConfig } from './settings/index.js';
import { downloaders } from './settings/of-manager.js';
import { readSiteConfig } from './settings/read-settings.js';
import { detectTools, type Tools } from './tools/detect.js';
import { searchDirectories } from './tools/search-path.js';
import { toolEnvironment } from './tools/tool-environment.js';
import { ownInterpreters } from './tools/unfinished-downloads.js';

export interface Site {
  config: SiteConfig;
  account: Account;
  /** The app's own directory for this user. */
  data_root: string;
  /** The user's Jupyter data directory; kernelspecs are in its `kernels/`. */
  jupyter_data: string;
  /** Where environments can be made; never empty, and the first is the default. */
  locations: Location[];
  /** The site's directory of shared helpers, if it has one. */
  helper_directory?: string;
  /** The site's package caches of conda that answer; they are only read. */
  conda_package_caches: string[];
  /** Directories of central kernelspecs, which all users share. */
  central: string[];
  /** Those of them that Jupyter searches before the user's own kernelspecs. */
  preferred: string[];
  /** The complete environment variables of every tool. */
  environment: Record<string, string>;
}

/** A site with the tools that were found on it. */
export interface EquippedSite extends Site {
  tools: Tools;
}

/**
 * Reads the site for the user that this process runs as.
 * @throws UserError if a setting is wrong, or another user could change the app's directories.
 */
export function readSite(environment: NodeJS.ProcessEnv = process.env): Site {
  const { config, account, expand, data_root, locations, conda_package_caches } = readLocations(environment);
  const directories = {
    config,
    account,
    data_root,
    jupyter_data: config.jupyter_data ? expand(config.jupyter_data) : defaultJupyterData(account),
    locations: locations.map((location) => ({
      ...location,
      ...(isKnownSilent(location.path) && { silent: true as const }),
    })),
    ...(config.helper_directory && { helper_directory: expand(config.helper_directory) }),
    conda_package_caches: conda_package_caches.filter((path) => !isKnownSilent(path)),
    central: centralKernelDirectories(
      { system: config.system_jupyter_path.map(expand), central: config.central_kernels.map(expand) },
      environment,
    ),
    preferred: preferredKernelDirectories(environment),
  };
  const shared = config.shared_directories.map((path) => resolve(expand(path)));
  requirePrivate(ownDirectories(directories), {
    uid: process.getuid?.() ?? 0,
    owners: config.directory_owners,
    shared,
  });
  return { ...directories, environment: toolEnvironment(config, account, environment, data_root) };
}

/** The directories that the app reads, runs programs from, or deletes in, which no other user may control. */
function ownDirectories({
  data_root,
  jupyter_data,
  locations,
  conda_package_caches,
}: Pick<Site, 'data_root' | 'jupyter_data' | 'locations' | 'conda_package_caches'>): string[] {
  const below = (directory: string, ...names: string[]) => names.map((name) => join(directory, name));
  return [
    ...[
      data_root,
      ...below(
        data_root,
        'builds',
        'locks',
        'moves',
        'removed',
        'tools',
        'previews',
        'secrets',
        'environments',
      ),
    ],
    ...[kernelsDirectory(jupyter_data), stagingsDirectory(jupyter_data)],
    ...locations.filter(({ silent }) => !silent).flatMap(({ path }) => [path, join(path, '.package-cache')]),
    ...conda_package_caches,
  ];
}

/**
 * Inspects all locations and the site's package caches, so that `readSite`, which does not wait, knows the ones that do
 * not answer. Takes a few seconds if one does not answer, otherwise some milliseconds. Wrong settings are left for
 * `readSite` to report.
 */
export async function lookAtLocations(environment: NodeJS.ProcessEnv = process.env): Promise<void> {
  const errors: UserError[] = [];
  const read = collect(errors, () => readLocations(environment));
  const locations = read?.locations.map(({ path }) => path) ?? [];
  await Promise.all([...locations, ...(read?.conda_package_caches ?? [])].map(lookAt));
}

/** The settings, and where they put things for this user. @throws UserError if a setting is wrong. */
function readLocations(environment: NodeJS.ProcessEnv) {
  const config = readSiteConfig(environment.CREATE_KERNEL_SITE);
  const account = currentAccount(environment);
  const expand = (path: string) => expandPath(path, account, environment);
  const data_root = dataRootOf(config, account, environment);
  const home = { id: 'home', title: 'Home', path: join(data_root, 'environments') };
  const named = config.locations.map((location) => ({ ...location, path: expand(location.path) }));
  const locations: Location[] = named.length > 0 ? named : [home];
  const conda_package_caches = config.conda_package_caches.map(expand);
  return { config, account, expand, data_root, locations, conda_package_caches };
}

/** @throws UserError `data-root-shared` if all users would share one directory. */
function dataRootOf({ data_root }: SiteConfig, account: Account, environment: NodeJS.ProcessEnv): string {
  const { CREATE_KERNEL_DATA: own } = environment;
  const set = own || data_root;
  const path = set ? expandPath(set, account, environment) : defaultDataRoot(account);
  if (!own && data_root && !isPersonal(data_root, account, environment))
    throw new UserError('data-root-shared', { path: data_root });
  return path;
}

/** A site that looks for its tools only if they are needed. */
export interface EquippableSite extends Site {
  equip(): Promise<EquippedSite>;
}

export function equippable(site: Site): EquippableSite {
  return { ...site, equip: () => equipSite(site) };
}

/** The interpreters of the host, looked for only if they are asked for. */
export function interpretersOf(site: Pick<EquippableSite, 'equip'>): () => Promise<Tools['interpreters']> {
  return async () => (await site.equip()).tools.interpreters;
}

/** Finds the site's tools; fast if their answers are cached. */
export async function equipSite(
  site: Site,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<EquippedSite> {
  const { config, account } = site;
  const expand = (path: string) => expandPath(path, account, environment);
  const given = Object.entries(config.managers).flatMap(([id, { path }]) =>
    path ? [[id, expand(path)] as const] : [],
  );
  makeDataRoot(site.data_root);
  const tools = await detectTools({
    directories: searchDirectories(
      ...config.search_path.map(expand),
      join(site.data_root, 'tools'),
      environment.PATH,
    ),
    given: Object.fromEntries(given),
    interpreters: config.interpreters.map(expand),
    modules: config.modules.init && expand(config.modules.init),
    downloads: {
      directories: [
        ...downloaders(config).flatMap(({ downloads, settings }) => {
          const shared = downloads.directory(settings);
          return shared ? [expand(shared)] : [];
        }),
        ownInterpreters(site.data_root),
      ],
      config,
    },
    environment: site.environment,
    cache: join(site.data_root, 'tools.json'),
  });
  const equipped = { ...site, tools };
  return { ...site, tools: { ...tools, module_interpreters: await moduleInterpreters(equipped) } };
}

/** Makes the directory private even if something else made it. If that fails, writing into it reports the error. */
function makeDataRoot(data_root: string): void {
  try {
    makeDirectorySync(data_root, 0o700);
    if (statSync(data_root).mode & 0o077) chmodSync(data_root, 0o700);
  } catch {}
}

/** Whether a recipe is built on this host. A cluster's nodes may have other modules. */
export function isBuiltHere(
  { build_on }: Pick<Recipe, 'build_on'>,
  { config }: Pick<Site, 'config'>,
): boolean {
  return (build_on || config.build_on.default) === 'local';
}
