/** A user's home with its own site, in a temporary directory. */
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import type { z } from 'zod';
import type { siteSchema } from '../../src/site/settings/index.js';
import { type EquippedSite, equipSite, readSite, type Site } from '../../src/site/site.js';
import { uvDirectory } from '../parts/uv/index.js';
import { makePretendUv, setHook } from './pretend-uv.js';
import { networkVariables, useIndexOfMachine } from './reach-index.js';
import { removeDirectory } from './remove.js';

export interface Home {
  directory: string;
  home: string;
  data_root: string;
  jupyter_data: string;
  /** The site's only location. */
  environments: string;
  /** The environment of a process that works in this home. */
  environment: Record<string, string>;
  site: Site;
  equip(): Promise<EquippedSite>;
  /** Lines of sh that the pretend uv runs while it installs; `$prefix` is the environment. */
  hook(lines: string): void;
}

export interface HomeOptions {
  /** Settings of the site; the types do not include those that package managers declare. */
  settings?: z.input<typeof siteSchema> & Record<string, unknown>;
  /** Variables in addition to those that name the home. */
  variables?: Record<string, string>;
  /** Has the tests' uv, and uses this machine's settings to reach the package index, or another index. */
  index?: boolean | string;
  /** The same, and keeps downloaded packages from one run to the next. */
  keepPackages?: boolean;
  /** Has a uv that works without a package index, as the only package manager. */
  pretendUv?: boolean;
  /** Lasts for all tests of the file. */
  shared?: boolean;
}

const KEPT_PACKAGES = fileURLToPath(new URL('../../.cache/packages', import.meta.url));

export function makeHome(options: HomeOptions = {}): Home {
  const { settings, variables, keepPackages, index = keepPackages, pretendUv, shared } = options;
  const directory = mkdtempSync(join(tmpdir(), 'create-kernel-'));
  (shared ? afterAll : onTestFinished)(() => removeDirectory(directory));
  const at = (name: string) => join(directory, name);
  const environments = at('environments');
  for (const path of [at('home'), environments]) mkdirSync(path);
  if (index)
    useIndexOfMachine(at('home'), typeof index === 'string' ? { PIP_INDEX_URL: index } : process.env);
  if (keepPackages) {
    mkdirSync(KEPT_PACKAGES, { recursive: true });
    symlinkSync(KEPT_PACKAGES, join(environments, '.package-cache'));
  }
  const locations = [{ id: 'home', title: 'Home', path: environments }];
  const managers = pretendUv
    ? { uv: { path: makePretendUv(at('bin')) }, venv: { enabled: false }, rattler: { enabled: false } }
    : {};
  // The host's central kernels do not belong to this site.
  const system_jupyter_path: string[] = [];
  writeFileSync(
    at('site.yml'),
    stringify({ locations, managers, system_jupyter_path, jupyter_data: at('jupyter'), ...settings }),
  );
  const environment = {
    PATH: searchPath(options),
    HOME: at('home'),
    CREATE_KERNEL_SITE: at('site.yml'),
    CREATE_KERNEL_DATA: at('data'),
    JUPYTER_DATA_DIR: at('jupyter'),
    ...(index && networkVariables()),
    ...variables,
  };
  const site = readSite(environment);
  return {
    directory,
    home: at('home'),
    data_root: at('data'),
    jupyter_data: at('jupyter'),
    environments,
    environment,
    site,
    equip: () => equipSite(site, environment),
    hook: (lines) => setHook(at('bin/uv'), lines),
  };
}

function searchPath({ index, keepPackages, pretendUv }: HomeOptions): string {
  // Detection starts each Python on the search path, which the pretend uv does not need.
  if (pretendUv) return '/usr/local/bin:/usr/bin:/bin';
  const path = process.env.PATH ?? '/usr/bin:/bin';
  return index || keepPackages ? `${uvDirectory}:${path}` : path;
}
