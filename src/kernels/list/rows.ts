/** The rows of the list of kernels: every kernel that the launcher shows, and the user's kernels that it does not. */
import { inPieces } from '../../base/pieces.js';
import type { KernelRow } from '../../shared/kernels/kernel-row.js';
import { isSilent } from '../../site/locations.js';
import type { Site } from '../../site/site.js';
import { interpreterKind } from '../../sources/runtime/interpreter.js';
import { environmentOf, type FoundEnvironment } from '../../sources/runtime/python-environment.js';
import { type Measured, readMeasured } from '../generation.js';
import { quickHealthOf } from '../health/index.js';
import { type Kernel, listKernels, madeAt } from '../kernelspec.js';
import { lastUsed } from './last-used.js';
import { knownSizes, measureSizes, type Size } from './sizes.js';

export interface ListEntry {
  kernel: Kernel;
  row: KernelRow;
  measured?: Measured | undefined;
}

/** In the order of Jupyter's launcher, without their health, which `addHealth` looks at. */
export async function listEntries(site: Site): Promise<ListEntry[]> {
  const kernels = (await listKernels(site)).filter(isListed);
  const sizes = knownSizes(site);
  const used = lastUsed(site);
  const entries = await inPieces(kernels, (kernel) => {
    const environment = environmentFor(kernel, site);
    const { prefix, measured } = environment;
    const size = prefix === undefined ? undefined : sizes[prefix];
    return { kernel, measured, row: toRow(kernel, { ...environment, size, used: used(kernel, prefix) }) };
  });
  return entries.sort((a, b) => asLauncher(a.row, b.row));
}

/** Looks at the health of these kernels, and returns their rows. */
export async function addHealth(entries: readonly ListEntry[], site: Site): Promise<KernelRow[]> {
  const health = await quickHealthOf(
    entries.map(({ kernel }) => kernel),
    site,
    entries.map(({ measured }) => measured),
  );
  return entries.map(({ row }, index) => ({ ...row, ...(health[index] && { health: health[index] }) }));
}

/** One row for one kernel: a central one that another hides is named in the row of that one. */
function isListed({ shadowed_by, owner }: Kernel): boolean {
  return shadowed_by === undefined || owner !== 'central';
}

let alphabet: Intl.Collator | undefined;

/** JupyterLab's launcher has kernels by their display names. */
function asLauncher(a: KernelRow, b: KernelRow): number {
  alphabet ??= new Intl.Collator('en');
  return alphabet.compare(a.display_name, b.display_name) || alphabet.compare(a.name, b.name);
}

/** Measures the environments of the user's kernels in the background. */
export async function measureRows(rows: readonly KernelRow[], site: Site): Promise<void> {
  const own = rows.filter(({ owner }) => owner !== 'central');
  await measureSizes(
    own.flatMap(({ prefix }) => prefix ?? []),
    site,
  );
}

interface Environment {
  prefix?: string;
  measured?: Measured | undefined;
  found?: FoundEnvironment | undefined;
}

function environmentFor(
  { origin, argv: [program = ''] }: Kernel,
  site: Pick<Site, 'locations'>,
): Environment {
  const path = origin?.prefix ?? program;
  if (isSilent(path, site)) return {};
  if (origin) return { prefix: path, measured: readMeasured(path) };
  const found = path.startsWith('/') ? environmentOf(path) : undefined;
  return found ? { prefix: found.prefix, found } : {};
}

interface Looked extends Environment {
  size: Size | undefined;
  used: number | undefined;
}

function toRow(kernel: Kernel, { prefix, measured, found, size, used }: Looked): KernelRow {
  const { name, display_name, language, owner, directory, origin, hides, published } = kernel;
  // Of an environment of another tool, only the version of its Python is known.
  const version =
    measured?.kernel.language_version ?? (language === interpreterKind.id ? found?.version : undefined);
  const manager = origin?.manager ?? found?.manager;
  const known = size ?? measured;
  return {
    ...{ name, display_name, language, owner, directory },
    ...(version && { language_version: version }),
    ...(manager && { manager }),
    ...(origin && { generation: origin.generation }),
    ...(origin?.build && { build: origin.build }),
    ...(prefix && { prefix }),
    ...(known && { size: known.size, files: known.files }),
    ...(published > 0 && { made: madeAt(kernel) }),
    ...(used !== undefined && { used: Math.round(used) }),
    ...(hides && { hides }),
  };
}
