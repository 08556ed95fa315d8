/** Locations, and the package managers with all settings that they declare. */
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import * as z from 'zod';
import { python } from '../../../../src/languages/python/index.js';
import { managers } from '../../../../src/managers/index.js';
import type { Manager } from '../../../../src/managers/manager.js';
import type { Program } from '../../../../src/managers/program.js';
import { availableManagers } from '../../../../src/plan/choose-manager.js';
import { readSite } from '../../../../src/site/site.js';
import { type Home, makeHome } from '../../../support/home.js';
import { context, curl, type HostTools } from '../../../support/host.js';
import { installProgram } from '../../../support/install-program.js';
import { type Effects, fieldOf, scriptOf } from './effect.js';

const location = { id: 'near', title: 'Near', path: '/near' };
const installer = { url: 'https://host.example/conda.sh', sha256: 'a'.repeat(64) };
const installing = { interpreters: [], curl };

export const placeEffects: Effects = {
  'locations[].id': {
    beside: { locations: [location] },
    set: { locations: [{ ...location, id: 'project' }] },
    see: (home) => fieldOf(home, 'kernel_location')?.options?.[0]?.value,
    gives: 'project',
  },
  'locations[].title': {
    beside: { locations: [location] },
    set: { locations: [{ ...location, title: 'Project space' }] },
    see: (home) => fieldOf(home, 'kernel_location')?.options?.[0]?.label,
    gives: 'Project space (/near)',
  },
  'locations[].path': {
    beside: { locations: [location] },
    set: { locations: [{ ...location, path: '${HOME}/project' }] },
    see: ({ site, home }) => site.locations[0]?.path === join(home, 'project'),
    gives: true,
  },
  'locations[].purged_after_days': {
    beside: { locations: [location] },
    set: { locations: [{ ...location, purged_after_days: 30 }] },
    see: (home) => /find \/near\/\S+ .*touch -a/.test(scriptOf(home, { curl })),
    gives: true,
  },
  directory_owners: {
    set: { directory_owners: ['nobody'] },
    see: (home) => {
      // Only root can change the owner of a directory.
      if (process.getuid?.() !== 0) return home.site.config.directory_owners.length > 0;
      chownSync(home.directory, NOBODY, NOBODY);
      return isAccepted(home);
    },
    gives: true,
  },
  shared_directories: {
    set: { shared_directories: ['${HOME}/../environments'] },
    see: (home) => {
      chmodSync(home.environments, 0o2777);
      return isAccepted(home);
    },
    gives: true,
  },
  data_root: {
    set: { data_root: '/scratch/${USER}/app' },
    see: ({ environment: { CREATE_KERNEL_DATA: _, ...environment } }) => readSite(environment).data_root,
    gives: `/scratch/${userInfo().username}/app`,
  },
  ...Object.fromEntries(Object.values(managers).map(({ id }) => [`managers.${id}.enabled`, switchedOff(id)])),
  ...Object.fromEntries(
    Object.values(managers).flatMap(({ id, program }) =>
      program ? [[`managers.${id}.path`, named(id, program)]] : [],
    ),
  ),
  ...Object.fromEntries(Object.values(managers).flatMap(ownSettings)),
  install_uv: {
    set: { install_uv: false },
    see: (home) => offered(home, {}),
    gives: expect.not.arrayContaining(['uv']),
  },
  'python_downloads.mode': {
    set: { python_downloads: { mode: 'off' } },
    see: async (home) => (await downloadsOf(home)).found,
    gives: [],
  },
  'python_downloads.mirror': {
    set: { python_downloads: { mirror: 'https://mirror.example/pythons' } },
    see: async (home) => (await downloadsOf(home)).found[0]?.download?.variables,
    gives: expect.objectContaining({ UV_PYTHON_INSTALL_MIRROR: 'https://mirror.example/pythons' }),
  },
  'python_downloads.list': {
    set: { python_downloads: { list: '/srv/pythons.json' } },
    see: async (home) => (await downloadsOf(home)).found[0]?.download?.words,
    gives: expect.arrayContaining(['--python-downloads-json-url', '/srv/pythons.json']),
  },
  'conda_installer.url': {
    beside: { conda_installer: installer },
    set: { conda_installer: { ...installer, url: 'https://mirror.example/conda.sh' } },
    see: (home) => scriptOf(home, installing),
    gives: expect.stringContaining(' https://mirror.example/conda.sh'),
  },
  'conda_installer.sha256': {
    beside: { conda_installer: installer },
    set: { conda_installer: { ...installer, sha256: 'b'.repeat(64) } },
    see: (home) => scriptOf(home, installing),
    gives: expect.stringContaining('b'.repeat(64)),
  },
};

/** With a uv that can download one Python. */
async function downloadsOf({ home, equip }: Home) {
  const key = 'cpython-3.12.1-linux-x86_64-gnu';
  const answer = `case $1 in --version) echo uv 9.8.7;; python) echo '${key}  <download available>';; esac`;
  const bin = join(home, '..', 'data', 'tools');
  mkdirSync(bin, { recursive: true, mode: 0o700 });
  writeFileSync(join(bin, 'uv'), `#!/bin/sh\n${answer}\n`, { mode: 0o755 });
  return (await equip()).tools.downloads;
}

function switchedOff(id: string): Effects[string] {
  const everything = Object.fromEntries(
    Object.keys(managers).map((each) => [each, { path: `/opt/${each}`, version: '9.9.9' }]),
  );
  return {
    set: { managers: { [id]: { enabled: false } } },
    see: (home) => offered(home, everything).includes(id),
    gives: false,
  };
}

/** Detection itself is tested with each manager: test/managers/every-manager.test.ts. */
function named(id: string, program: Program): Effects[string] {
  return {
    set: { managers: { [id]: { path: '~/of-the-site' } } },
    see: async (home) => {
      const path = installProgram(join(home.home, 'of-the-site'), program);
      return (await home.equip()).tools.programs[id]?.path === path;
    },
    gives: true,
  };
}

/** A setting that a manager declares changes its steps. The test inverts a boolean, and else uses an example. */
function ownSettings({ id, settings }: Manager): [string, Effects[string]][] {
  const there = { [id]: { path: `/opt/${id}`, version: '9.9.9' } };
  return Object.entries(settings?.shape ?? {}).map(([name, schema]) => [
    `managers.${id}.${name}`,
    {
      set: { managers: { [id]: { [name]: anotherValue(schema) } } },
      see: (home) => scriptOf(home, there, { manager: id }) !== scriptOf(makeHome(), there, { manager: id }),
      gives: true,
    },
  ]);
}

function anotherValue(schema: z.core.$ZodType): unknown {
  const initial = z.safeParse(schema, undefined).data;
  return typeof initial === 'boolean' ? !initial : z.toJSONSchema(schema, { io: 'input' }).examples?.[0];
}

function offered({ site }: Home, tools: HostTools): string[] {
  return availableManagers(python, context(tools, site.config).site).map(({ id }) => id);
}

const NOBODY = 65534;

function isAccepted({ environment }: Home): boolean {
  try {
    return readSite(environment).locations.length > 0;
  } catch {
    return false;
  }
}
