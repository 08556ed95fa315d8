/** Asks a package manager which packages it would install for a recipe, without installing any. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../../base/errors.js';
import { asWriteError } from '../../../base/files.js';
import { makeDirectory } from '../../../base/make-directory.js';
import { type Answer, run } from '../../../base/process.js';
import { diagnose } from '../../../builds/diagnosis/diagnose.js';
import { keptPackages } from '../../../builds/diagnosis/kept-packages.js';
import { createMasker, secretValues } from '../../../builds/runner/output/mask-secrets.js';
import { secretsOfFiles } from '../../../builds/runner/output/secrets-of-files.js';
import type { EnvironmentRequest, Manager, Resolution, ResolvedPackage } from '../../../managers/manager.js';
import { addedPackages } from '../../../recipe/package-fields.js';
import type { EquippedSite } from '../../../site/site.js';
import { sources } from '../../../sources/index.js';
import { fetchSizes } from './fetch-sizes.js';
import { findKept, isKept, moveKeptAside, previewsDirectory, UNUSED } from './kept-environments.js';
import { withLinkedSizes } from './linked-sizes.js';
import { questionOf, type RecentSolutions, type Resolved, type Resolving } from './recent-solutions.js';

// Far longer than any preview takes, in milliseconds.
const ABANDONED = 3_600_000;

export type { Resolved, Resolving } from './recent-solutions.js';

export interface ResolveOptions {
  /** Ends the package manager; the result then has no meaning. */
  signal?: AbortSignal;
  /** Recent solutions, which are used and added to. */
  solutions?: RecentSolutions;
}

/** Leaves nothing on disk except in the manager's package cache, the app's private Python environments and what is kept for previews. @throws UserError `directory-not-writable`. */
export async function resolvePackages(
  manager: Manager,
  request: EnvironmentRequest,
  site: EquippedSite,
  { signal, solutions }: ResolveOptions = {},
): Promise<Resolving> {
  const staging = await makeScratch(site);
  try {
    // A lock is installed as it is: nothing has to be resolved.
    const resolution = request.locked
      ? undefined
      : manager.resolve({ ...request, paths: { ...request.paths, staging } });
    if (!resolution) return {};
    const question = questionOf(resolution, staging, site);
    const known = solutions?.find(question);
    if (known) return known;
    const answer = await resolve({ resolution, staging, request, site, ...(signal && { signal }) });
    if (!signal?.aborted) solutions?.keep(question, answer);
    return answer;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

interface Task {
  resolution: Resolution;
  staging: string;
  request: EnvironmentRequest;
  site: EquippedSite;
  signal?: AbortSignal;
}

async function resolve({ resolution, staging, request, site, signal }: Task): Promise<Resolving> {
  const answer = await ask(resolution, staging, site, signal);
  if (answer.exit !== 0) return failureOf(answer, resolution, request, site);
  const text = resolution.output ? await readFile(resolution.output, 'utf8') : answer.stdout;
  const found = readAnswer(text, resolution);
  if (!found) return notUnderstood(withoutSecrets(text, resolution, site), resolution);
  return { resolved: total(await fetchSizes(await withLinkedSizes(found), site, signal), request) };
}

async function makeScratch({ data_root }: Pick<EquippedSite, 'data_root'>): Promise<string> {
  const scratch = previewsDirectory(data_root);
  try {
    await makeDirectory(scratch, 0o700);
    await clearAbandoned(scratch);
    return await mkdtemp(join(scratch, 'preview-'));
  } catch (error) {
    throw asWriteError(error, data_root);
  }
}

/** Removes the leftovers of servers that were killed during a preview, and environments that no one uses. */
async function clearAbandoned(scratch: string): Promise<void> {
  for (const name of await readdir(scratch)) {
    const path = join(scratch, name);
    const found = await stat(path).catch(() => undefined);
    const limit = isKept(path) ? UNUSED : ABANDONED;
    if (!found || Date.now() - found.mtimeMs <= limit) continue;
    await rm(isKept(path) ? moveKeptAside(path) : path, { recursive: true, force: true });
  }
}

async function ask(
  { settings, prepare, keeps, argv, variables, files }: Resolution,
  staging: string,
  site: EquippedSite,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const all: Record<string, string> = { ...site.environment, ...variables };
  const until = performance.now() + site.config.limits.preview_seconds * 1000;
  for (const { path, text } of files) await writeFile(path, text);
  /** The answer of the last command, or of the first one that fails. */
  const runEach = async (commands: string[][], environment = all): Promise<Answer> => {
    let answer: Answer = { exit: 0, stdout: '', stderr: '', timedOut: false };
    for (const words of commands) {
      const seconds = Math.max(1, (until - performance.now()) / 1000);
      answer = await run(words, { environment, seconds, directory: staging, ...(signal && { signal }) });
      if (answer.exit !== 0) break;
    }
    return answer;
  };
  const began = await runEach(settings ? [settings] : [], site.environment);
  if (began.exit !== 0) return began;
  const kept = keeps && (await findKept(keeps, site.data_root));
  if (!kept?.found) {
    const prepared = await runEach(prepare);
    if (prepared.exit !== 0) return prepared;
    await kept?.keep();
  }
  return runEach([argv]);
}

function failureOf(
  { exit, stdout, stderr, timedOut }: Answer,
  resolution: Resolution,
  { language, earlier }: EnvironmentRequest,
  site: EquippedSite,
): Resolving {
  const { tool } = resolution;
  const { preview_seconds: seconds } = site.config.limits;
  if (timedOut) return { resolve_problem: new UserError('resolve-slow', { seconds }).toJSON() };
  const said = [stderr, stdout].map((text) => text.trim()).filter(Boolean);
  const resolve_output = withoutSecrets(said.join('\n'), resolution, site);
  const lines = resolve_output.split('\n').map((text, index) => ({ line: index + 1, text }));
  const { closeNames } = language.packages;
  const { code, message, hint, next } = diagnose({
    ...{ phase: 'install', exit, lines, tool, language, closeNames, asked: true },
    command: resolution.argv,
    ...(earlier && { kept: keptPackages(resolution) }),
  });
  return { resolve_problem: { code, message, hint }, resolve_output, ...(next && { next }) };
}

/** A tool's output may repeat the secrets that it was given. */
function withoutSecrets(text: string, { variables }: Resolution, { environment }: EquippedSite): string {
  const all = { ...environment, ...variables };
  const { mask } = createMasker([...secretValues(all), ...secretsOfFiles(all)]);
  return text.split('\n').map(mask).join('\n');
}

function readAnswer(text: string, { read }: Resolution): ResolvedPackage[] | undefined {
  try {
    return read(text);
  } catch {
    return undefined;
  }
}

function notUnderstood(resolve_output: string, { tool }: Resolution): Resolving {
  return { resolve_problem: new UserError('resolve-failed', { tool }).toJSON(), resolve_output };
}

// How wheels and conda packages unpack, byte code included: bytes on disk per byte of download, and bytes per file.
// Measured with uv, pip and conda in environments with numpy; test/real/preview.test.ts checks them to a factor of 2.
const UNPACKED = 5;
const FILE = 16_000;
// What is unused of a file's last block, on average.
const HALF_BLOCK = 2048;

function total(found: ResolvedPackage[], request: EnvironmentRequest): Resolved {
  const unresolved = addedPackages(request.recipe).map(({ name }) => name);
  const asked = new Map(
    Object.entries(sources).map(([id, { normalizeName }]) => {
      return [id, new Set(request.packages.map(({ name }) => normalizeName(name)))];
    }),
  );
  const packages = found.map((each) => {
    const { normalizeName } = sources[each.source];
    return { ...each, requested: asked.get(each.source)?.has(normalizeName(each.name)) ?? false };
  });
  const download_bytes = sum(packages.map(({ size = 0 }) => size));
  const linked = packages.flatMap((each) => each.linked ?? []);
  const disk_bytes =
    sum(linked.map(({ bytes, files }) => bytes + files * HALF_BLOCK)) + Math.round(download_bytes * UNPACKED);
  const files = sum(linked.map((each) => each.files)) + Math.round((download_bytes * UNPACKED) / FILE);
  return { packages, ...(unresolved.length > 0 && { unresolved }), download_bytes, disk_bytes, files };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
