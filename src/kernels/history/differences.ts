/** What differs between the packages of two generations, by their locks. */
import { join } from 'node:path';
import * as z from 'zod';
import { type StoredFormat, tryReadStored } from '../../base/stored.js';
import { lockedPackages } from '../../managers/locked-packages.js';
import { askedPackages } from '../../recipe/package-fields.js';
import { parseStoredRecipe, type Recipe } from '../../recipe/recipe.js';
import { readLocked } from '../built-environment.js';
import { keptKernelspec } from '../moves/kernelspec-file.js';
import type { Generation } from './generations.js';
import { type PackageChange, packageDifference } from './package-difference.js';

/** Undefined if one of the two has no lock. */
export async function differenceBetween(
  before: Pick<Generation, 'prefix'>,
  after: Pick<Generation, 'prefix'>,
): Promise<PackageChange[] | undefined> {
  const [old, now] = [readLocked(before.prefix), readLocked(after.prefix)];
  if (!old || !now) return undefined;
  const [asked, asks] = [askedOf(before), askedOf(after)];
  const recipes = asked && asks ? { before: asked, after: asks } : undefined;
  return packageDifference(lockedPackages(old), lockedPackages(now), recipes);
}

const recipeFormat = {
  number: 0,
  schema: z.object({ metadata: z.object({ create_kernel: z.object({ recipe: z.unknown() }) }) }),
} satisfies StoredFormat;

/** The packages that a generation's recipe names; undefined if its kernelspec is gone. */
function askedOf({ prefix }: Pick<Generation, 'prefix'>): Recipe['packages'] | undefined {
  const spec = tryReadStored(join(keptKernelspec(prefix), 'kernel.json'), recipeFormat);
  if (!spec) return undefined;
  try {
    return askedPackages(parseStoredRecipe(spec.metadata.create_kernel.recipe));
  } catch {
    return undefined;
  }
}

/** The change as a line, such as `numpy 1.26.4 → 2.1.0`. */
export function changeLine({ name, kind, from, to }: PackageChange): string {
  if (kind === 'added') return `+ ${name} ${to ?? ''}`;
  if (kind === 'removed') return `− ${name} ${from ?? ''}`;
  return kind === 'other' ? `${name} ${to ?? ''} (another build)` : `${name} ${from ?? ''} → ${to ?? ''}`;
}

/** The number of changes of each kind, such as `2 added, 1 removed`. */
export function changeSummary(changes: readonly PackageChange[]): string {
  const words: Record<PackageChange['kind'], string> = {
    ...{ added: 'added', removed: 'removed', up: 'newer', down: 'older', other: 'another build' },
  };
  const counts = Object.entries(words).map(([kind, word]) => {
    const number = changes.filter((change) => change.kind === kind).length;
    return number > 0 ? `${number} ${word}` : '';
  });
  return counts.filter(Boolean).join(', ') || 'the same packages';
}
