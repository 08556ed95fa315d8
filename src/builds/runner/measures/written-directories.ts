/** The directories that the steps of a build write, and what for. */
import { type DirectoryUse, directoryUses, temporaryDirectory } from '../../../site/directories/uses.js';
import type { Plan } from '../../../steps/plan.js';

export interface WrittenDirectory {
  path: string;
  use: DirectoryUse;
}

/** That of the environment is the first, and those of package caches follow it. `data`: the build's own directory. */
export function writtenDirectories(
  { prefix, staging, environment, steps }: Pick<Plan, 'prefix' | 'staging' | 'environment' | 'steps'>,
  data: string,
): WrittenDirectory[] {
  const caches = new Set(steps.flatMap(({ exclusive }) => exclusive ?? []));
  return [
    { path: prefix, use: directoryUses.environments },
    ...[...caches].map((path) => ({ path, use: directoryUses.environments })),
    { path: temporaryDirectory(environment), use: directoryUses.temporary },
    { path: staging, use: directoryUses.kernels },
    { path: data, use: directoryUses.data },
  ];
}
