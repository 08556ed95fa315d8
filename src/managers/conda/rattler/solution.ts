/** Reads what `conda_engine.py solve` prints. */
import * as z from 'zod';
import { parseJson } from '../../../base/text/json.js';
import type { CachedIn, ResolvedPackage } from '../../manager.js';

const solution = z.object({
  packages: z.array(z.object({ name: z.string(), version: z.string(), build: z.string(), size: z.number() })),
});

/** The packages that would be linked. Those that are in a package cache are not downloaded. */
export function readSolution(text: string, caches: CachedIn): ResolvedPackage[] {
  return solution.parse(parseJson(text)).packages.map(({ name, version, build, size }) => ({
    ...{ name, version, source: 'conda', size },
    // Python compiles what is imported.
    cached: { ...caches, entry: `${name}-${version}-${build}`, compiles: false },
  }));
}
