/** The recipe in a kernel's record: as a whole, or what can be read of it. */
import { join } from 'node:path';
import { UserError } from '../base/errors.js';
import { lockFiles } from '../managers/manager.js';
import { type ReadableRecipe, type Recipe, readableRecipe } from '../recipe/recipe.js';
import { isSilent } from '../site/locations.js';
import type { Site } from '../site/site.js';
import { keptIn } from './history/kept-kernel.js';
import type { Kernel } from './kernelspec.js';

type Recorded = Pick<Kernel, 'name' | 'origin'>;

/** For what makes another environment of it. @throws UserError `kernel-recipe-broken`. */
export function storedRecipe(
  { name, origin, directory }: Recorded & Pick<Kernel, 'directory'>,
  site: Pick<Site, 'locations'>,
): Recipe {
  const { recipe, errors } = recipeOf({ name, origin });
  if (errors.length === 0) return recipe;
  const kept = origin && !isSilent(origin.prefix, site) ? keptIn(origin.prefix, name) : undefined;
  const restorable = kept !== undefined && recipeOf(kept).errors.length === 0;
  const reason = recipeFault(errors);
  const lock = join(origin?.prefix ?? '', '.create_kernel', lockFiles.lock);
  throw new UserError('kernel-recipe-broken', { name, path: directory, reason, restorable, lock });
}

/** For what works without some of its fields. */
export function recipeOf({ name, origin }: Recorded): ReadableRecipe {
  return readableRecipe(origin?.recipe, name);
}

/** In words, as a part of a sentence. */
export function recipeFault(errors: readonly UserError[]): string {
  return errors
    .map(({ message }) => message.replace(/^The recipe cannot be read: /, '').replace(/^The /, 'the '))
    .join('; ');
}
