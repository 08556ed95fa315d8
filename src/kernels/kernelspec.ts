/** Kernelspecs on disk: which kernels the user's launcher shows, and who made them. */
import { lstatSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { namesInDirectory } from '../base/files.js';
import { inPieces } from '../base/pieces.js';
import { readStored, type StoredFormat, whyNotRead } from '../base/stored.js';
import { isBuildId, timeOfBuild } from '../builds/build-directory.js';
import { compareText } from '../shared/format.js';
import { kernelsDirectory } from '../site/paths.js';
import type { Site } from '../site/site.js';

/** What kernel.json of a kernel that this app made says about its origin. */
const originSchema = z.object({
  /** The kernel's id and home; kernels of 0.1.0 have neither. */
  id: z.string().optional(),
  home: z.string().optional(),
  /** The build that made the generation. */
  build: z.string().optional(),
  /** The preset that it is made from; an update keeps its closed fields. */
  preset: z.string().optional(),
  version: z.string(),
  generation: z.number().int().positive(),
  prefix: z.string(),
  manager: z.string(),
  /** When the kernel was frozen, in ISO 8601. */
  frozen: z.string().optional(),
  recipe: z.unknown(),
});

/** What is read of kernel.json: https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs */
const kernelspecSchema = z.object({
  argv: z.array(z.string()),
  display_name: z.string(),
  language: z.string().default(''),
  env: z.record(z.string(), z.string()).default({}),
  metadata: z.looseObject({ create_kernel: z.unknown().optional() }).default({}),
});

const kernelspecFormat = { number: 0, schema: kernelspecSchema } satisfies StoredFormat;

export type Origin = z.output<typeof originSchema>;

export interface Kernel {
  /** The directory's name. Jupyter ignores its case. */
  name: string;
  display_name: string;
  language: string;
  directory: string;
  /** `ours`: the user's, made by this app; `own`: the user's, made in another way; `central`: installed by the site. */
  owner: 'ours' | 'own' | 'central';
  /** The command that starts it, and its variables; empty if kernel.json cannot be read. */
  argv: string[];
  variables: Record<string, string>;
  origin?: Origin;
  /** Why the kernel's record of this app cannot be used, in a sentence. */
  problem?: string;
  /** Why Jupyter cannot read kernel.json, in words. */
  unreadable?: string;
  /** The name of its directory is not UTF-8: Jupyter finds it, and nothing can be done with it here. */
  misnamed?: true;
  /** The kernelspec of the same name that Jupyter finds first, and shows in place of this one. */
  shadowed_by?: string;
  /** Kernelspecs of the same name that Jupyter finds later, and does not show. */
  hides?: string[];
  /** When kernel.json was last written, in milliseconds since 1970. */
  published: number;
}

/** Where kernelspecs are: the user's data directory, the site's directories, and which of these Jupyter searches first. */
export type KernelPlaces = Pick<Site, 'jupyter_data' | 'central'> &
  Partial<Pick<Site, 'preferred' | 'account'>>;

/**
 * All kernels that the user's Jupyter finds, sorted by name. Of kernels with the same name, Jupyter shows the first one in
 * the order of its path: https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs
 */
export async function listKernels(site: KernelPlaces): Promise<Kernel[]> {
  const own = kernelsDirectory(site.jupyter_data);
  const { preferred = [] } = site;
  const later = site.central.filter((directory) => !preferred.includes(directory));
  const found = [...new Set([...preferred, own, ...later])].flatMap((directory) => {
    const central = directory !== own && !isOfUser(directory, site);
    return namesInDirectory(directory).map((name) => ({ name, directory: join(directory, name), central }));
  });
  const kernels = await inPieces(found, ({ name, directory, central }) =>
    readKernel(name, directory, central),
  );
  return markShadowed(kernels.filter((kernel) => kernel !== undefined)).sort((a, b) =>
    compareText(a.name, b.name),
  );
}

function isOfUser(directory: string, { account }: KernelPlaces): boolean {
  return account !== undefined && directory.startsWith(`${account.home}/`);
}

/** `kernels` are in the order of Jupyter's path. A kernelspec that it cannot find hides no other one. */
function markShadowed(kernels: Kernel[]): Kernel[] {
  const shown = new Map<string, Kernel>();
  for (const kernel of kernels) {
    const first = shown.get(kernel.name.toLowerCase());
    if (first) {
      kernel.shadowed_by = first.directory;
      first.hides = [...(first.hides ?? []), kernel.directory];
    } else if (kernel.published > 0) shown.set(kernel.name.toLowerCase(), kernel);
  }
  return kernels;
}

/** The kernel of a kernelspec's directory; undefined if it has no kernel.json. */
export function readKernel(name: string, directory: string, central: boolean): Kernel | undefined {
  const file = join(directory, 'kernel.json');
  const found = lookAt(file) ?? lookAtMisnamed(directory);
  if (!found) return undefined;
  const { spec, unreadable } = found.fault ? { unreadable: found.fault } : readSpec(file);
  const { origin, problem } = central ? {} : readOrigin(spec?.metadata.create_kernel);
  return {
    name,
    display_name: spec?.display_name ?? name,
    language: spec?.language ?? '',
    directory,
    owner: central ? 'central' : origin ? 'ours' : 'own',
    argv: spec?.argv ?? [],
    variables: spec?.env ?? {},
    ...(origin && { origin }),
    ...(problem && { problem }),
    ...(unreadable && { unreadable }),
    ...(found.misnamed && { misnamed: true }),
    published: found.published,
  };
}

/** The user's kernel of a directory that has no kernel.json. */
export function withoutSpec(name: string, directory: string): Kernel {
  const unreadable = 'it is not there';
  return {
    ...{ name, display_name: name, language: '', directory, owner: 'own', unreadable },
    ...{ argv: [], variables: {}, published: 0 },
  };
}

interface Looked {
  /** Zero if Jupyter does not find it. */
  published: number;
  fault?: string;
  misnamed?: true;
}

/** Nothing for a path that is no kernelspec; a fault for one that Jupyter does not find. */
function lookAt(file: string): Looked | undefined {
  try {
    const found = statSync(file);
    if (found.isFile()) return { published: found.mtimeMs };
    return { published: 0, fault: 'it is not a regular file' };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR' || (code === 'ENOENT' && !isLink(file))) return undefined;
    return { published: 0, fault: whyNotRead(error) };
  }
}

/** A kernelspec that is found only by the bytes of its directory's name, of which Node's text has other characters. */
function lookAtMisnamed(directory: string): Looked | undefined {
  const name = basename(directory);
  if (!name.includes('\ufffd')) return undefined;
  const above = dirname(directory);
  for (const bytes of readdirSync(above, 'buffer')) {
    if (bytes.toString() !== name) continue;
    const file = Buffer.concat([Buffer.from(`${above}/`), bytes, Buffer.from('/kernel.json')]);
    const found = statSync(file, { throwIfNoEntry: false });
    const fault = 'the name of its directory is not valid UTF-8';
    if (found?.isFile()) return { published: found.mtimeMs, fault, misnamed: true };
  }
  return undefined;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function readSpec(file: string): { spec?: z.output<typeof kernelspecSchema>; unreadable?: string } {
  try {
    return { spec: readStored(file, kernelspecFormat, { follow: true }).value };
  } catch (error) {
    return { unreadable: whyNotRead(error) };
  }
}

/** A record that is not understood does not make a kernel ours, but is reported. */
function readOrigin(found: unknown): Pick<Kernel, 'origin' | 'problem'> {
  if (found === undefined) return {};
  const { data, error } = originSchema.safeParse(found, { jitless: true });
  if (data) return { origin: data };
  const field = error.issues[0]?.path.join('.');
  return {
    problem: `Its kernel.json names Create Kernel, but the record in it cannot be read${field ? ` (\`${field}\`)` : ''}: something other than this app has changed it`,
  };
}

/** When its generation was ordered, in milliseconds since 1970; of other kernels, when their kernelspec was written. */
export function madeAt({ origin, published }: Pick<Kernel, 'origin' | 'published'>): number {
  const build = origin?.build ?? '';
  return isBuildId(build) ? timeOfBuild(build) : Math.round(published);
}
