/** Creating a kernel: everything that is looked at before a build is ordered, the same behind every door. */
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readBuild, readBuildRecipe } from '../build/builds.js';
import { orderBuild } from '../build/start.js';
import { collect, RequestErrors, UserError } from '../errors.js';
import { makePlan, placesOf } from '../plan/make-plan.js';
import type { Plan } from '../plan/plan.js';
import { programVersion } from '../program.js';
import type { Recipe } from '../recipe/recipe.js';
import { policyErrors } from '../site/policy.js';
import type { EquippedSite } from '../site/site.js';
import { formatSize } from '../words-for.js';
import { checkClash } from './clash.js';
import { nextGeneration } from './generation.js';
import { listKernels } from './kernelspec.js';

export interface CreateOptions {
  keep: boolean;
  launcher: string;
}

/** The build that makes the kernel; `already` where the very same one was running. */
export interface Created {
  build: string;
  already: boolean;
}

/** Orders the build of a new kernel. @throws UserError or RequestErrors if it is refused; nothing is left then. */
export async function createKernel(
  recipe: Recipe,
  site: EquippedSite,
  options: CreateOptions,
): Promise<Created> {
  await checkRecipe(recipe, site);
  const { id, holder } = await orderBuild(recipe, options, site, () => planKernel(recipe, site));
  if (!holder) return { build: id, already: false };
  const running = await readBuild(id, site).then(readBuildRecipe, () => undefined);
  if (JSON.stringify(running) === JSON.stringify(recipe)) return { build: id, already: true };
  throw new UserError('build-running', { name: recipe.name, build: id }, 'name');
}

/**
 * Everything that can be said against a recipe before it is built.
 * @throws RequestErrors with all of it.
 */
export async function checkRecipe(recipe: Recipe, site: EquippedSite): Promise<void> {
  const errors = policyErrors(recipe, site);
  collect(errors, () => makePlan(recipe, { site, generation: 1, version: programVersion() }));
  const kernels = await listKernels(site);
  collect(errors, () => checkClash(recipe, kernels));
  if (errors.length > 0) throw new RequestErrors(errors);
}

/** The plan of the next generation, made while nobody else builds this name. */
export async function planKernel(recipe: Recipe, site: EquippedSite): Promise<Plan> {
  const { home } = placesOf(recipe, site, 1);
  const generation = await nextGeneration(home, recipe.name, { clear: true });
  checkClash(recipe, await listKernels(site));
  await checkSpace(dirname(home), site.config.limits.free_megabytes * 1e6);
  return makePlan(recipe, { site, generation, version: programVersion() });
}

/** @throws UserError `space-short` if a build would certainly not end. */
async function checkSpace(location: string, needed: number): Promise<void> {
  const free = await freeSpace(location);
  if (free && free.bytes < needed) {
    throw new UserError(
      'space-short',
      { path: location, free: formatSize(free.bytes), needed: formatSize(needed), what: '' },
      'location',
    );
  }
}

/** Free bytes and files where a directory is, or will be. */
export async function freeSpace(
  path: string,
): Promise<{ bytes: number; total: number; files: number } | undefined> {
  const found = await statfs(path).catch(() => undefined);
  if (found)
    return { bytes: found.bavail * found.bsize, total: found.blocks * found.bsize, files: found.ffree };
  return path === dirname(path) ? undefined : freeSpace(dirname(path));
}
