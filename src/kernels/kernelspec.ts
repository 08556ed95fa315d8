/** Kernelspecs on disk: which kernels the user's launcher shows, and who made them. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { type StoredFormat, tryReadStored } from '../base/stored.js';
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
  origin?: Origin;
  /** Why the kernel's record of this app cannot be used, in a sentence. */
  problem?: string;
  /** When kernel.json was last written, in milliseconds since 1970. */
  published: number;
}

/** All kernels that the user's Jupyter finds, sorted by name. The user's kernels hide central ones of the same name. */
export async function listKernels(site: Pick<Site, 'jupyter_data' | 'central'>): Promise<Kernel[]> {
  const [own, ...central] = await Promise.all([
    readKernels(kernelsDirectory(site.jupyter_data), false),
    ...site.central.map((directory) => readKernels(directory, true)),
  ]);
  return [...(own ?? []), ...central.flat()].sort((a, b) => compareText(a.name, b.name));
}

async function readKernels(directory: string, central: boolean): Promise<Kernel[]> {
  const names = await readdir(directory).catch(() => []);
  const kernels = await Promise.all(names.map((name) => readKernel(name, join(directory, name), central)));
  return kernels.filter((kernel) => kernel !== undefined);
}

/** The kernel of a kernelspec's directory; undefined if it has no kernel.json. */
export async function readKernel(
  name: string,
  directory: string,
  central: boolean,
): Promise<Kernel | undefined> {
  const file = join(directory, 'kernel.json');
  const published = (await stat(file).catch(() => undefined))?.mtimeMs;
  if (published === undefined) return undefined;
  // A kernel with an unreadable kernel.json is listed by its name.
  const spec = tryReadStored(file, kernelspecFormat, { follow: true });
  const { origin, problem } = central ? {} : readOrigin(spec?.metadata.create_kernel);
  return {
    name,
    display_name: spec?.display_name ?? name,
    language: spec?.language ?? '',
    directory,
    owner: central ? 'central' : origin ? 'ours' : 'own',
    ...(origin && { origin }),
    ...(problem && { problem }),
    published,
  };
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
