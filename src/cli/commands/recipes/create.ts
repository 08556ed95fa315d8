import { UserError } from '../../../base/errors.js';
import { creation } from '../../../kernels/operations/index.js';
import { createKernel } from '../../../kernels/requests/create.js';
import { equippable, equipSite, readSite } from '../../../site/site.js';
import type { Command } from '../../command.js';
import { awaitBuild, buildOptions } from '../../following/await-build.js';
import { noteLines } from '../../output/problems.js';
import {
  acceptGuessesOption,
  inputOptions,
  nameArgument,
  packageArgument,
} from '../../recipe/input-options.js';
import { readLike, readRecipe } from '../../recipe/read-recipe.js';
import { jobOptions, recipeOptions } from '../../recipe/recipe-options.js';

/** Makes a kernel and waits for the build. */
export const create: Command = {
  id: creation.id,
  description: creation.description,
  arguments: [nameArgument, packageArgument],
  options: [...inputOptions, acceptGuessesOption, ...recipeOptions, ...jobOptions, ...buildOptions],
  async run(given, terminal) {
    const host = equippable(readSite());
    const { recipe, notes, guesses, preset } = await readRecipe(given, host, {
      like: await readLike(given, host),
    });
    terminal.say(...noteLines(notes));
    if (guesses.length > 0 && !given.flag(acceptGuessesOption.flag))
      throw new UserError('packages-guessed', { guesses });
    const site = await equipSite(host);
    const job = Object.fromEntries(jobOptions.map(({ flag, field }) => [field, given.text(flag)]));
    const options = { keep: given.flag('--keep'), job, ...(preset && { preset }) };
    return awaitBuild(await createKernel(recipe, site, options), { given, site, terminal });
  },
};
