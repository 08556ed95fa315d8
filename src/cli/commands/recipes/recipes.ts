import { listRecipes, removeRecipe, savedRecipe, saveRecipe } from '../../../presets/my-recipes.js';
import { renderRecipe } from '../../../recipe/formats/recipe.js';
import { askedPackages } from '../../../recipe/package-fields.js';
import { equippable, readSite } from '../../../site/site.js';
import { type Command, exits, type Given } from '../../command.js';
import { plainText } from '../../output/plain-text.js';
import { noteLines } from '../../output/problems.js';
import { tableLines } from '../../output/table.js';
import type { Terminal } from '../../output/terminal.js';
import {
  chooseOption,
  fileOption,
  nameArgument,
  packageArgument,
  presetOptions,
  withServersOption,
} from '../../recipe/input-options.js';
import { readRecipe } from '../../recipe/read-recipe.js';
import { recipeOptions } from '../../recipe/recipe-options.js';

const saveOption = { flag: '--save', description: 'save the recipe that the arguments describe, under NAME' };
const removeOption = { flag: '--remove', description: 'remove the saved recipe NAME' };

/** Lists the saved recipes, and shows, saves or removes one. */
export const recipes: Command = {
  id: 'recipes',
  description: 'Lists your saved recipes; shows, saves or removes one',
  arguments: [nameArgument, packageArgument],
  options: [
    saveOption,
    removeOption,
    ...presetOptions,
    fileOption,
    chooseOption,
    withServersOption,
    ...recipeOptions,
  ],
  async run(given, terminal) {
    const name = given.text(nameArgument.name);
    const [saves, removes] = [given.flag(saveOption.flag), given.flag(removeOption.flag)];
    if (saves && !removes) return save(given, terminal);
    if (removes) return remove(name, given, terminal);
    return name === '' ? list(given, terminal) : show(name, given, terminal);
  },
};

async function list(given: Given, terminal: Terminal): Promise<number> {
  const found = listRecipes(readSite());
  const rows = found.map(({ id, title, recipe }) => {
    const packages = recipe && askedPackages(recipe).map(({ text }) => text);
    return { name: id, display_name: title, ...(packages && { packages }) };
  });
  const cells = rows.map(({ name, display_name, packages }) => [
    ...[name, plainText(display_name)],
    packages ? packages.join(' ') : 'cannot be read',
  ]);
  const text =
    rows.length > 0 ? tableLines(['Name', 'Display name', 'Packages'], cells) : ['No recipe is saved'];
  await terminal.print(...(given.json ? [JSON.stringify(rows)] : text));
  return exits.done;
}

async function show(name: string, given: Given, terminal: Terminal): Promise<number> {
  const { id, title, recipe } = savedRecipe(name, readSite());
  const text = renderRecipe(recipe);
  await terminal.print(
    given.json ? JSON.stringify({ name: id, display_name: title, recipe: text }) : text.trimEnd(),
  );
  return exits.done;
}

async function save(given: Given, terminal: Terminal): Promise<number> {
  const site = equippable(readSite());
  const { recipe, notes } = await readRecipe(given, site);
  const { replaced, left_out } = await saveRecipe(recipe, site);
  terminal.say(
    ...noteLines([
      ...notes,
      ...(left_out.length > 0 ? [`The secret variables ${left_out.join(', ')} are not saved`] : []),
    ]),
  );
  const message = replaced ? `\`${recipe.name}\` was replaced` : `Saved as \`${recipe.name}\``;
  await terminal.print(
    given.json ? JSON.stringify({ name: recipe.name, replaced, left_out }) : plainText(message),
  );
  return exits.done;
}

async function remove(name: string, given: Given, terminal: Terminal): Promise<number> {
  await removeRecipe(name, readSite());
  await terminal.print(given.json ? JSON.stringify({ removed: name }) : plainText(`\`${name}\` was removed`));
  return exits.done;
}
