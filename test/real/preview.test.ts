/** What a preview promises is what a build then does. */
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Build } from '../../src/builds/build.js';
import { isKept, keptEnvironments } from '../../src/kernels/requests/preview/kept-environments.js';
import { type Preview, previewKernel } from '../../src/kernels/requests/preview/preview.js';
import { parseRecipe, type RecipeInput } from '../../src/recipe/recipe.js';
import { pypi } from '../../src/sources/pypi/index.js';
import { parsePackageSpec } from '../../src/sources/specs/package-spec.js';
import { helper_directory } from '../parts/conda/engine.js';
import { condaParts } from '../parts/conda/index.js';
import { createWell } from '../support/create.js';
import { type Home, makeHome } from '../support/home.js';
import { waitFor } from '../support/wait.js';

const parts = await condaParts();

const ofChannels = ['conda', 'rattler'];
/** Their environments share the files of the package cache. pip unpacks each wheel again. */
const sharing = ['uv', ...ofChannels];

function homeFor(manager: string): Home {
  return makeHome({
    shared: true,
    index: sharing.includes(manager),
    keepPackages: !sharing.includes(manager),
    settings: {
      helper_directory,
      // One of the managers installs pip for each.
      limits: { preview_seconds: 600 },
      managers: { conda: { path: parts.conda } },
      channels: { default: [parts.channel] },
    },
  });
}

async function preview(home: Home, fields: RecipeInput): Promise<Preview> {
  return previewKernel(parseRecipe(fields), await home.equip());
}

type Package = { name: string; version: string };
const exact = (packages: Package[]) =>
  packages.map(({ name, version }) => `${pypi.normalizeName(name)} ${version}`).sort();

describe.each([
  { manager: 'uv', base: [] },
  // They come with Python's own venv, and pip leaves them as they are.
  { manager: 'venv', base: ['pip', 'setuptools'] },
  { manager: 'conda', base: [] },
  { manager: 'rattler', base: [] },
])('a preview with $manager', ({ manager, base }) => {
  // What is not in a cold cache yet is for another preview.
  const asked = [ofChannels.includes(manager) ? 'packaging' : 'numpy', 'six'];
  const recipe = { name: `previewed-${manager}`, manager, packages: asked };
  const home = homeFor(manager);
  let previewed: Preview;
  let left: string[];
  let build: Build;

  beforeAll(async () => {
    // A server that takes seconds for one of the sizes is asked again by the next preview.
    previewed = await waitFor('all sizes', async () => {
      const shown = await preview(home, recipe);
      return shown.resolved?.packages.every(({ size }) => size !== undefined) ? shown : undefined;
    });
    left = leftovers(home);
    build = await createWell(home, recipe);
  });

  it('names the very packages that a build then installs', () => {
    const installed = build.state.report?.packages ?? [];
    const solved = installed.filter(({ name }) => !base.includes(name));
    expect(exact(previewed.resolved?.packages ?? [])).toEqual(exact(solved));
    expect(solved.length).toBeGreaterThan(10);
  });

  it('marks those that were asked for', () => {
    const marked = previewed.resolved?.packages.filter(({ requested }) => requested);
    expect(marked?.map(({ name }) => name).sort()).toEqual(asked);
  });

  it('shows the script of the build', () => {
    const built = readFileSync(build.files.script, 'utf8');
    expect(withoutBuild(previewed.script)).toBe(withoutBuild(built));
  });

  it('shows the size of each download, the approximate total, and the free space', () => {
    const { resolved, free_bytes = 0 } = previewed;
    for (const { name, size } of resolved?.packages ?? []) expect(size, name).toBeGreaterThan(500);
    expect(resolved?.download_bytes).toBeGreaterThan(5_000_000);
    const { size = 0, files = 0 } = build.state.report ?? {};
    for (const ratio of [(resolved?.disk_bytes ?? 0) / size, (resolved?.files ?? 0) / files]) {
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(2);
    }
    expect(free_bytes).toBeGreaterThan(100_000_000);
  });

  it('leaves nothing behind', () => {
    expect(left).toEqual([]);
  });

  it('says which package there is none of', async () => {
    const { resolved, resolve_problem, resolve_output } = await preview(home, {
      ...{ name: 'unknown', manager },
      packages: ['no-such-package-anywhere'],
    });
    expect(resolved).toBeUndefined();
    expect(resolve_problem).toMatchObject({ code: 'no-such-package' });
    expect(resolve_problem?.message).toContain('no-such-package-anywhere');
    expect(resolve_output).toContain('no-such-package-anywhere');
    expect(leftovers(home)).toEqual([]);
  });

  it('says which packages exclude each other', async () => {
    const packages = ofChannels.includes(manager)
      ? ['probe-left', 'probe-right']
      : ['packaging<20', 'ipykernel>=7'];
    const { resolve_problem, resolve_output } = await preview(home, { name: 'conflict', manager, packages });
    expect(resolve_problem).toMatchObject({ code: 'conflict' });
    for (const spec of packages) expect(resolve_output).toContain(parsePackageSpec(spec).name);
  });

  if (manager === 'venv')
    it('has used one environment for all questions', () => {
      expect(keptEnvironments(home.data_root)).toHaveLength(1);
    });

  if (ofChannels.includes(manager))
    it('counts no download for what is in the package cache', async () => {
      const { resolved } = await preview(home, { name: 'second', manager, packages: ['six', 'numpy'] });
      const sizes = Object.fromEntries(resolved?.packages.map(({ name, size }) => [name, size]) ?? []);
      expect(sizes).toMatchObject({ six: 0, python: 0 });
      expect(resolved?.download_bytes).toBe(sizes.numpy);
      expect(resolved?.download_bytes).toBeGreaterThan(1_000_000);
    });

  // The real conda compiles modules, and the tests’ own one does not.
  if (!sharing.includes(manager) || manager === 'conda') return;

  it('says, if the package cache has everything, what is added to the disk beyond it', async () => {
    const { resolved } = await preview(home, { ...recipe, name: 'second' });
    const added = unshared(build.plan.prefix);
    expect(resolved?.download_bytes).toBe(0);
    for (const ratio of [(resolved?.disk_bytes ?? 0) / added.bytes, (resolved?.files ?? 0) / added.files]) {
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(2);
    }
  });
});

it('a preview lists no packages while the package manager is not installed', async () => {
  const { script, ...others } = await preview(makeHome({ shared: true }), {
    name: 'without-uv',
    manager: 'uv',
  });
  expect(others).not.toHaveProperty('resolved');
  expect(others).not.toHaveProperty('resolve_problem');
  expect(script).toContain('pip install uv');
});

it('a preview names what pip will add to a conda environment, without versions, which are not known yet', async () => {
  const recipe = { name: 'with-pip', manager: 'conda', packages: ['six'], pip_packages: ['iniconfig>=2'] };
  const { resolved } = await preview(homeFor('conda'), recipe);
  expect(resolved?.unresolved).toEqual(['iniconfig']);
  expect(exact(resolved?.packages ?? [])).toContainEqual(expect.stringMatching(/^six /));
});

/** The files of a directory that are no hard links. */
function unshared(directory: string): { bytes: number; files: number } {
  const entries = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const found = entries.map((name) => lstatSync(join(directory, name)));
  const own = found.filter((each) => each.isFile() && each.nlink === 1);
  return { bytes: own.reduce((sum, { blocks }) => sum + blocks * 512, 0), files: own.length };
}

/** A script without what only a build has: its id, its time, and the copy of its plan. */
function withoutBuild(script: string): string {
  return script
    .replace(/\b\d{8}-\d{6}-[0-9a-f]{6}\b/g, 'ID')
    .replace(/,\n *"(build|created)": "[^"]*"/g, '')
    .replace(/# Keep the plan\nmkdir .*\ncp .*\n\n/, '');
}

/** What a preview may have made: its own directories, or those of a kernel that is not there. */
function leftovers(home: Home): string[] {
  const namesIn = (directory: string) => (existsSync(directory) ? readdirSync(directory) : []);
  const kernels = namesIn(join(home.jupyter_data, 'kernels'));
  const environments = namesIn(home.environments).filter((name) => name !== '.package-cache');
  return [
    // What pip resolves in is kept for the next preview.
    ...namesIn(join(home.data_root, 'previews')).filter((name) => !isKept(name)),
    ...namesIn(join(home.jupyter_data, 'create_kernel')),
    ...environments.filter((name) => !kernels.includes(name)),
  ];
}
