/** The recipe of a failed build with a change that the cause of the failure offers. */
import { UserError } from '../../base/errors.js';
import type { Build } from '../../builds/build.js';
import { readBuildRecipe } from '../../builds/builds.js';
import { languageOf } from '../../languages/index.js';
import { askedPackages, changePackages } from '../../recipe/package-fields.js';
import { parseRecipe, type Recipe } from '../../recipe/recipe.js';
import type { NextStep } from '../../shared/builds/build-events.js';
import type { PackageSpec } from '../../sources/specs/package-spec.js';

/** The changes that change something: the package of a failure may be a dependency, which the recipe does not name. */
export function nextSteps({ state }: Pick<Build, 'state'>, recipe: Recipe): NextStep[] {
  return (state.cause?.next ?? []).filter((step) => changed(recipe, step) !== undefined);
}

/** @throws UserError `next-step-unknown`; the errors of reading the recipe. */
export async function recipeAfter(build: Build, id: string): Promise<Recipe> {
  const recipe = await readBuildRecipe(build);
  const steps = nextSteps(build, recipe);
  const step = steps.find((each) => each.id === id);
  const after = step && changed(recipe, step);
  if (!after) throw new UserError('next-step-unknown', { given: id, known: steps.map((each) => each.id) });
  return after;
}

/** Undefined if the recipe stays the same. */
function changed(
  recipe: Recipe,
  { package: replaced, add, language_version, build }: NextStep,
): Recipe | undefined {
  if (add) return withAdded(recipe, add);
  if (build) return builtWith(recipe, build);
  if (language_version !== undefined) {
    if (recipe.language_version === language_version) return undefined;
    return parseRecipe({ ...recipe, language_version });
  }
  if (!replaced) return undefined;
  const { from, to } = replaced;
  const { normalizeName } = languageOf(recipe).packages;
  const isChanged = ({ name, text }: PackageSpec) =>
    normalizeName(name) === normalizeName(from) && text !== to;
  if (!askedPackages(recipe).some(isChanged)) return undefined;
  const change = (specs: readonly PackageSpec[]) => specs.map((spec) => (isChanged(spec) ? to : spec));
  return parseRecipe(changePackages(recipe, change));
}

/** The module that was missing has to work then. What an earlier lock says is no longer all that is needed. */
function withAdded(
  recipe: Recipe,
  { package: spec, module }: NonNullable<NextStep['add']>,
): Recipe | undefined {
  const { parse, normalizeName } = languageOf(recipe).packages;
  const added = parse(spec);
  const named = askedPackages(recipe).map((each) => normalizeName(each.name));
  if (named.includes(normalizeName(added.name))) return undefined;
  const { packages, imports } = recipe;
  const wanted = imports.includes(module) ? imports : [...imports, module];
  return parseRecipe({ ...recipe, packages: [...packages, added], imports: wanted, lock: '' });
}

function builtWith(recipe: Recipe, build: NonNullable<NextStep['build']>): Recipe | undefined {
  const added = (field: 'build_constraints' | 'build_packages') => {
    const asked = recipe[field];
    return [...asked, ...(build[field] ?? []).filter((given) => !asked.some(({ text }) => text === given))];
  };
  const [build_constraints, build_packages] = [added('build_constraints'), added('build_packages')];
  const same =
    build_constraints.length === recipe.build_constraints.length &&
    build_packages.length === recipe.build_packages.length;
  return same ? undefined : parseRecipe({ ...recipe, build_constraints, build_packages });
}
