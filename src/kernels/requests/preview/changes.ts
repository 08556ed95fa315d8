/** What a new generation changes of the packages of the published one, before it is built. */
import { lockedPackages } from '../../../managers/locked-packages.js';
import { addedPackages, askedPackages } from '../../../recipe/package-fields.js';
import type { Recipe } from '../../../recipe/recipe.js';
import { readLocked } from '../../built-environment.js';
import { type PackageChange, packageDifference } from '../../history/package-difference.js';
import { recipeOf } from '../../stored-recipe.js';
import type { CheckedRequest } from '../checked-request.js';
import type { Resolved } from './recent-solutions.js';

export interface PlannedChanges {
  changes: (PackageChange & {
    /** Bytes to download, if they are known. */
    size?: number;
  })[];
  /** Packages that stay as they are. */
  kept: number;
}

/** Nothing for a build from a lock. Undefined for a new kernel, and if the published generation has no lock. */
export async function changesBy(
  { onto, recipe, manager, packages, locked: fixed }: CheckedRequest,
  resolved: Resolved | undefined,
): Promise<PlannedChanges | undefined> {
  const locked = onto?.origin && readLocked(onto.origin.prefix);
  if (fixed) return { changes: [], kept: lockedPackages(fixed).length };
  if (!locked || !resolved) return undefined;
  const all = lockedPackages(locked);
  // What is added to an environment of another source is known only when that exists.
  const before = resolved.unresolved ? all.filter(({ source }) => source === manager.installs[0]) : all;
  const asked = {
    before: askedBy(recipeOf(onto).recipe),
    after: [...packages, ...addedPackages(recipe)].map(({ name }) => ({ name })),
  };
  const changes = packageDifference(before, resolved.packages, asked);
  const sizes = new Map(resolved.packages.map(({ source, name, size }) => [`${source} ${name}`, size]));
  return {
    changes: changes.map((change) => {
      const size = change.kind === 'removed' ? undefined : sizes.get(`${change.source} ${change.name}`);
      return { ...change, ...(size !== undefined && { size }) };
    }),
    kept: resolved.packages.length - changes.filter(({ kind }) => kind !== 'removed').length,
  };
}

function askedBy(recipe: Recipe): { name: string }[] {
  return askedPackages(recipe).map(({ name }) => ({ name }));
}
