/** Reads what `conda_engine.py solve` prints. */
import * as z from 'zod';
import type { ResolvedPackage } from '../../manager.js';

const solution = z.object({
  packages: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      size: z.number(),
      disk_bytes: z.number().optional(),
      files: z.number().optional(),
    }),
  ),
});

/** The packages that would be linked; those that are in the package cache have a measured size on disk. */
export function readSolution(text: string): ResolvedPackage[] {
  return solution.parse(JSON.parse(text)).packages.map(({ name, version, size, disk_bytes, files }) => ({
    name,
    version,
    source: 'conda',
    size,
    ...(disk_bytes !== undefined && files !== undefined && { linked: { bytes: disk_bytes, files } }),
  }));
}
