/** What packages in a package cache of conda add to the disk once they are linked: https://docs.conda.io/projects/conda-build/en/stable/resources/package-spec.html */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { ResolvedPackage } from '../../../managers/manager.js';

const pathsSchema = z.object({
  paths: z.array(
    z.object({
      _path: z.string(),
      size_in_bytes: z.number().default(0),
      prefix_placeholder: z.string().optional(),
      no_link: z.boolean().optional(),
    }),
  ),
});
const indexSchema = z.object({ noarch: z.union([z.string(), z.boolean()]).optional() });

/** Byte code as a share of its source: measured with Python 3.11 and its standard library. */
const BYTE_CODE = 1.1;

/** Fills in the sizes of the packages in the cache; one that the cache has no list of files for stays without. */
export async function withLinkedSizes(packages: readonly ResolvedPackage[]): Promise<ResolvedPackage[]> {
  return Promise.all(
    packages.map(async ({ cached, ...found }) => {
      const linked = cached === undefined ? undefined : await linkedSize(cached);
      return { ...found, ...(linked && { linked }) };
    }),
  );
}

/** `directory`: where the cache has the package unpacked. */
async function linkedSize(directory: string): Promise<ResolvedPackage['linked']> {
  try {
    const list = join(directory, 'info', 'paths.json');
    const [paths, index, { size }] = await Promise.all([
      readFile(list, 'utf8'),
      readFile(join(directory, 'info', 'index.json'), 'utf8'),
      stat(list),
    ]);
    const { noarch } = indexSchema.parse(JSON.parse(index));
    return sizeOf(pathsSchema.parse(JSON.parse(paths)).paths, {
      isPython: noarch === 'python',
      record: size,
    });
  } catch {
    return undefined;
  }
}

type Path = z.output<typeof pathsSchema>['paths'][number];

/**
 * Files are hard links, except those with the prefix in them. conda compiles the modules of a noarch package, and writes a
 * record about as large as the list of files.
 */
function sizeOf(paths: Path[], { isPython, record }: { isPython: boolean; record: number }) {
  const own = paths.filter((path) => path.prefix_placeholder !== undefined || path.no_link);
  const compiled = isPython ? paths.filter(({ _path }) => _path.endsWith('.py')) : [];
  return {
    bytes: record + sizes(own) + Math.round(BYTE_CODE * sizes(compiled)),
    files: own.length + compiled.length + 1,
  };
}

function sizes(paths: Path[]): number {
  return paths.reduce((sum, { size_in_bytes }) => sum + size_in_bytes, 0);
}
