/** What would be done for a recipe, and exactly which packages that would bring, without installing any. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnose } from '../build/diagnose.js';
import { type Problem, UserError } from '../errors.js';
import { makePlan, makeRequest } from '../plan/make-plan.js';
import type { Request, Resolution, ResolvedPackage } from '../plan/managers/manager.js';
import { renderScript } from '../plan/script.js';
import { run } from '../process.js';
import { programVersion } from '../program.js';
import { closeNames } from '../recipe/close-names.js';
import { normalizeName, parsePackageSpec } from '../recipe/package-spec.js';
import type { Recipe } from '../recipe/recipe.js';
import type { EquippedSite } from '../site/site.js';
import { checkRecipe } from './create.js';
import { fetchSizes } from './fetch-sizes.js';
import { freeSpace } from './free-space.js';
import { nextGeneration } from './generation.js';

// Apache cuts a request that has not answered within its Timeout, 60 seconds by default.
const SECONDS = 50;

export interface Preview {
  name: string;
  display_name: string;
  manager: string;
  prefix: string;
  script: string;
  /** Absent where the manager cannot tell without installing. */
  resolved?: Resolved;
  resolve_problem?: Problem;
  /** The tool's own words, where it could not resolve. */
  resolve_output?: string;
  free_bytes?: number;
  free_files?: number;
}

export interface Resolved {
  packages: (ResolvedPackage & { requested: boolean })[];
  download_bytes: number;
  /** Estimates. */
  disk_bytes: number;
  files: number;
}

/** @throws UserError or RequestErrors if the recipe would be refused. */
export async function previewKernel(recipe: Recipe, site: EquippedSite): Promise<Preview> {
  await checkRecipe(recipe, site);
  const context = { site, version: programVersion() };
  const { request, manager } = makeRequest(recipe, { ...context, generation: 1 });
  const generation = await nextGeneration(request.places.home, recipe.name, { clear: false });
  const plan = makePlan(recipe, { ...context, generation });
  const [resolution, free] = await Promise.all([
    resolve(recipe, request, manager.resolve?.bind(manager), site),
    freeSpace(plan.prefix, site),
  ]);
  return {
    name: plan.name,
    display_name: plan.display_name,
    manager: manager.label,
    prefix: plan.prefix,
    script: renderScript(plan),
    ...resolution,
    ...(free && { free_bytes: free.bytes, free_files: free.files }),
  };
}

type Answered = Pick<Preview, 'resolved' | 'resolve_problem' | 'resolve_output'>;

async function resolve(
  recipe: Recipe,
  request: Request,
  ask: ((request: Request) => Resolution) | undefined,
  site: EquippedSite,
): Promise<Answered> {
  if (!ask) return {};
  const scratch = join(site.data_root, 'previews');
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  const staging = await mkdtemp(join(scratch, 'preview-'));
  try {
    return await answer(ask({ ...request, places: { ...request.places, staging } }), recipe, staging, site);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function answer(
  resolution: Resolution,
  recipe: Recipe,
  staging: string,
  site: EquippedSite,
): Promise<Answered> {
  const options = {
    environment: { ...site.environment, ...resolution.variables },
    seconds: SECONDS,
    directory: staging,
  };
  for (const { path, text } of resolution.files) await writeFile(path, text);
  if (resolution.prepare) await run(resolution.prepare, options);
  const { exit, stdout, stderr, timedOut } = await run(resolution.argv, options);
  if (timedOut) return { resolve_problem: new UserError('resolve-slow', { seconds: SECONDS }).toJSON() };
  // A manager that is yet to be installed cannot be asked.
  if (exit === null) return {};
  if (exit === 0) return { resolved: await total(resolution.read(stdout), recipe, site) };
  const lines = (stderr.trim() || stdout).split('\n').map((text, index) => ({ line: index + 1, text }));
  const { code, message, hint } = diagnose({
    phase: 'install',
    exit,
    lines,
    tool: resolution.tool,
    closeNames,
  });
  return { resolve_problem: { code, message, hint }, resolve_output: stderr.trim() || stdout };
}

// How wheels and conda packages unpack, measured over environments of scientific packages: bytes on disk for each
// byte of download, and bytes of a file.
const UNPACKED = 3.5;
const FILE = 20_000;

async function total(found: ResolvedPackage[], recipe: Recipe, site: EquippedSite): Promise<Resolved> {
  const asked = new Set(
    [...recipe.packages, ...recipe.pip_packages].map((text) => normalizeName(parsePackageSpec(text).name)),
  );
  const sized = await fetchSizes(found, site);
  const packages = sized.map((each) => ({ ...each, requested: asked.has(normalizeName(each.name)) }));
  const download_bytes = packages.reduce((sum, { size = 0 }) => sum + size, 0);
  const disk_bytes = Math.round(download_bytes * UNPACKED);
  return { packages, download_bytes, disk_bytes, files: Math.round(disk_bytes / FILE) };
}
