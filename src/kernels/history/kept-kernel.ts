/** The kernel that the environments of a home are for, by the copies of its kernelspec: for one that cannot be read. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { finishedGenerations, recordFile } from '../../builds/holding/clear.js';
import { languageOf } from '../../languages/index.js';
import { readableRecipe } from '../../recipe/recipe.js';
import { sameKernelName } from '../../recipe/schema/name.js';
import type { Site } from '../../site/site.js';
import { answeringLocations, findHomes } from '../find-home.js';
import { type Kernel, type Origin, readKernel } from '../kernelspec.js';
import { keptKernelspec } from '../moves/kernelspec-file.js';
import { startProblem } from '../starting/start-problem.js';

export type KeptKernel = Kernel & { origin: Origin };

/** Its newest generation that starts, as far as its files show; undefined without one. */
export function findKeptKernel(name: string, { locations }: Pick<Site, 'locations'>): KeptKernel | undefined {
  const homes = findHomes(answeringLocations(locations), ({ kernel }) => sameKernelName(kernel, name));
  const prefixes = homes.flatMap((home) =>
    // One that a failed build kept was never verified.
    finishedGenerations(home)
      .map((number) => join(home, String(number)))
      .filter((prefix) => existsSync(recordFile(prefix))),
  );
  return prefixes.map((prefix) => keptIn(prefix, name)).find((kernel) => kernel !== undefined);
}

/** Of a generation, if it is the place that its kernelspec names, and starts. */
export function keptIn(prefix: string, name: string): KeptKernel | undefined {
  const kernel = readKernel(name, keptKernelspec(prefix), false);
  const origin = kernel?.origin;
  if (!origin || origin.prefix !== prefix) return undefined;
  const language = tryTo(() => languageOf(readableRecipe(origin.recipe, name).recipe));
  if (!language || startProblem(origin, language)) return undefined;
  // A frozen kernel's directories are read-only, and the copy is older.
  const frozen = isProtected(prefix) ? { frozen: new Date().toISOString() } : {};
  return { ...kernel, origin: { home: dirname(prefix), ...origin, ...frozen } };
}

function isProtected(prefix: string): boolean {
  return ((statSync(prefix, { throwIfNoEntry: false })?.mode ?? 0o200) & 0o200) === 0;
}

function tryTo<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
