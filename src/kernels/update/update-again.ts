/** What the update of a failed build asked for, with packages that move as well. */
import type { Build } from '../../builds/build.js';
import { readBuildRecipe } from '../../builds/builds.js';
import { languageOf } from '../../languages/index.js';
import { lockedPackages } from '../../managers/locked-packages.js';
import {
  askedPackages,
  changePackages,
  type PackageField,
  packageFields,
  sourceOfField,
} from '../../recipe/package-fields.js';
import { noNotebook, type Recipe } from '../../recipe/recipe.js';
import type { NextStep } from '../../shared/builds/build-events.js';
import { isSilent } from '../../site/locations.js';
import { knownRecipe, originOf, type RecipeSite, readLocked } from '../built-environment.js';
import type { Kernel } from '../kernelspec.js';
import type { Upgrade } from '../requests/generation-request.js';
import type { UpdateArguments } from './update-arguments.js';

/** Undefined if the step offers no upgrade of installed packages, or the update changed more than packages. */
export async function updateAgain(
  kernel: Kernel,
  build: Build,
  step: NextStep,
  site: RecipeSite,
): Promise<UpdateArguments | undefined> {
  const [{ recipe: before }, after] = [await knownRecipe(kernel, site), await readBuildRecipe(build)];
  const upgrade = await upgradeWith(kernel, build, step, site);
  if (!upgrade || othersOf(before) !== othersOf(after)) return undefined;
  const missing = (from: Recipe, to: Recipe, field: PackageField) =>
    from[field].filter(({ text }) => !to[field].some((each) => each.text === text));
  const replaced = new Set(askedPackages(after).map(({ name }) => name));
  return {
    add: packageFields.flatMap((field) =>
      missing(after, before, field).map(({ text }) =>
        sourceOfField(field) ? `pip install '${text}'` : text,
      ),
    ),
    remove: packageFields
      .flatMap((field) => missing(before, after, field).map(({ name, text }) => name || text))
      .filter((name) => !replaced.has(name)),
    upgrade,
    accept_guesses: true,
    run_notebook: after.notebook,
    notebook_minutes: after.notebook_minutes,
    accept_notebook_failure: after.notebook_failure === 'accept',
  };
}

/** What the build upgraded, and what the step offers; undefined if it offers no installed package. */
export async function upgradeWith(
  kernel: Kernel,
  { order }: Pick<Build, 'order'>,
  { upgrade: offered = [] }: NextStep,
  site: RecipeSite,
): Promise<Upgrade | undefined> {
  const { recipe } = await knownRecipe(kernel, site);
  const installed = await installedNames(kernel, recipe, site);
  const moving = offered.filter((name) => installed.has(name));
  if (moving.length === 0) return undefined;
  const { upgrade: before = false } = order;
  return before === true || [...new Set([...(before || []), ...moving])];
}

/** All but the packages, and what they bring with them. */
function othersOf(recipe: Recipe): string {
  return JSON.stringify({
    ...changePackages(recipe, () => []),
    ...noNotebook,
    lock: '',
    imports: [],
    source: '',
  });
}

/** None in a location that does not answer. */
async function installedNames(kernel: Kernel, recipe: Recipe, site: RecipeSite): Promise<Set<string>> {
  const { prefix } = originOf(kernel);
  const locked = isSilent(prefix, site) ? undefined : readLocked(prefix);
  const { normalizeName } = languageOf(recipe).packages;
  return new Set(locked ? lockedPackages(locked).map(({ name }) => normalizeName(name)) : []);
}
