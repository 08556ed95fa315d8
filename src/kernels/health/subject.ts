/** What the checks of a kernel's health look at. Each file is read once, for all checks. */
import { lstatSync, type Stats } from 'node:fs';
import * as z from 'zod/mini';
import { lookUp } from '../../base/registry.js';
import { defaultLanguage, languages } from '../../languages/index.js';
import type { Language } from '../../languages/language.js';
import { isSilent, type Location } from '../../site/locations.js';
import type { Site } from '../../site/site.js';
import { type RecordedFile, type RecordedPackage, withManifest } from '../contents/manifest.js';
import { type PackageChanges, packageChanges } from '../contents/packages-now.js';
import { type Measured, readMeasured } from '../generation.js';
import type { Kernel, Origin } from '../kernelspec.js';

/** The files of a generation's manifest that a quick check looks at, if there are many kernels. */
const FEWEST_FILES = 20;
/** Those of one kernel alone: with some hundred files, each package of a usual environment has one of them. */
const MOST_FILES = 400;
/** Those of all kernels that are looked at together. */
const FILES_TOGETHER = 4000;

/** How many files of each of so many kernels are looked at. */
export function filesOfEach(kernels: number): number {
  return Math.min(MOST_FILES, Math.max(FEWEST_FILES, Math.floor(FILES_TOGETHER / kernels)));
}

export interface LookOptions {
  /** Read by the caller already. */
  report?: Measured | undefined;
  /** Of the manifest; by default as many as of each of many kernels. */
  files?: number;
}

export type HealthSite = Pick<Site, 'locations' | 'environment' | 'data_root'>;

export interface LookedFile extends RecordedFile {
  /** Absent if the file is. */
  found?: Stats;
}

export interface HealthSubject {
  kernel: Kernel;
  site: HealthSite;
  /** The location of its environment does not answer, so nothing in it is looked at. */
  silent: boolean;
  /** Of a kernel that this app made. */
  made?: Made;
}

export interface Made {
  origin: Origin;
  /** Absent if this version of the app does not know it. */
  language?: Language;
  report?: Measured;
  packages: RecordedPackage[];
  sample: LookedFile[];
  changes: PackageChanges;
}

export function subjectOf(
  kernel: Kernel,
  site: HealthSite,
  { report, files = FEWEST_FILES }: LookOptions = {},
): HealthSubject {
  const { origin } = kernel;
  const prefix = origin?.prefix ?? kernel.argv[0] ?? '';
  if (isSilent(prefix, site)) return { kernel, site, silent: true };
  return {
    kernel,
    site,
    silent: false,
    ...(origin && { made: madeOf(origin, report ?? readMeasured(origin.prefix), files) }),
  };
}

// The rest of a recipe is not needed here, and checking it takes longer than looking at all files.
const recipeSchema = z.object({ language: z._default(z.string(), defaultLanguage.id) });

function madeOf(origin: Origin, report: Measured | undefined, files: number): Made {
  const { prefix } = origin;
  const { data } = z.safeParse(recipeSchema, origin.recipe, { jitless: true });
  const language = lookUp(languages, data?.language ?? '');
  const listed = withManifest(prefix, (manifest) => ({
    packages: manifest.packages,
    sample: manifest.sample(files).map((file) => look(prefix, file)),
  }));
  const packages = listed?.packages ?? [];
  return {
    origin,
    ...(language && { language }),
    ...(report && { report }),
    packages,
    sample: listed?.sample ?? [],
    changes: packageChanges(prefix, packages),
  };
}

/** The location that has a path; undefined if it is elsewhere. */
export function locationOfPath(path: string, { locations }: Pick<Site, 'locations'>): Location | undefined {
  return locations.find((location) => path.startsWith(`${location.path}/`));
}

export function look(prefix: string, file: RecordedFile): LookedFile {
  const found = statOf(`${prefix}/${file.path}`);
  return { ...file, ...(found && { found }) };
}

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Whether a file is another one than when the environment was published. A missing one is not. */
export function isChanged({ size, found }: LookedFile): boolean {
  if (!found || size === undefined) return false;
  return !found.isFile() || found.size !== size;
}
