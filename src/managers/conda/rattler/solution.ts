/** Reads what `conda_engine.py solve` prints. */
import * as z from 'zod';
import type { ResolvedPackage } from '../../manager.js';

const solution = z.object({
  packages: z.array(z.object({ name: z.string(), version: z.string(), build: z.string(), size: z.number() })),
});

/** The packages that would be linked. Those that are in the package cache are not downloaded. */
export function readSolution(text: string, cache: string): ResolvedPackage[] {
  return solution.parse(JSON.parse(text)).packages.map(({ name, version, build, size }) => ({
    ...{ name, version, source: 'conda', size },
    // Python compiles what is imported.
    cached: { layout: 'conda', cache, entry: `${name}-${version}-${build}`, compiles: false },
  }));
}
