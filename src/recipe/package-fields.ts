/**
 * The lists of packages in a recipe: what the package manager installs from its own source, and what pip adds to an
 * environment of conda. Outside of this room, only managers name the second.
 */
import { type SourceId, sourceIds, sourceOf } from '../sources/index.js';
import type { PackageSpec } from '../sources/specs/package-spec.js';
import type { Recipe } from './recipe.js';

/** The list of what is added to an environment of another source. */
export const addedField = 'pip_packages';

export const packageFields = ['packages', addedField] as const;

export type PackageField = (typeof packageFields)[number];

type Lists = Pick<Recipe, PackageField>;

/** All packages that a recipe asks for. */
export function askedPackages(recipe: Lists): PackageSpec[] {
  return packageFields.flatMap((field) => recipe[field]);
}

/** The packages that are added to an environment of another source. */
export function addedPackages({ pip_packages }: Lists): PackageSpec[] {
  return pip_packages;
}

/** The recipe, with all of its packages added to an environment of another source. */
export function withAllAdded(recipe: Recipe): Recipe {
  return { ...recipe, packages: [], pip_packages: askedPackages(recipe) };
}

/** The same fields, with other packages in each list. */
export function changePackages<Fields extends Lists, Package = PackageSpec>(
  fields: Fields,
  change: (specs: readonly PackageSpec[]) => Package[],
): Omit<Fields, PackageField> & Record<PackageField, Package[]> {
  const { packages, pip_packages } = fields;
  return { ...fields, packages: change(packages), pip_packages: change(pip_packages) };
}

/** The source that packages of a list are from; undefined for the package manager’s own. */
export function sourceOfField(field: PackageField): SourceId | undefined {
  return sourceIds.find((id) => sourceOf(id).adds?.field === field);
}
