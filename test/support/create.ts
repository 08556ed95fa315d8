/** Creates real kernels as the page and the command line do. */

import type { Build } from '../../src/builds/build.js';
import { createKernel } from '../../src/kernels/requests/create.js';
import { parseRecipe, type RecipeInput } from '../../src/recipe/recipe.js';
import type { Home } from './home.js';
import { logText } from './log.js';
import { ended } from './pretend.js';
import { buildProgram } from './program.js';

/** Orders a build and waits for its end. */
export async function create(
  home: Home,
  fields: RecipeInput,
  { keep = false, preset }: { keep?: boolean; preset?: string } = {},
): Promise<Build> {
  await buildProgram();
  const { build } = await createKernel(parseRecipe(fields), await home.equip(), {
    ...{ keep, launcher: 'local', ...(preset && { preset }) },
  });
  return ended(build, home);
}

/** The same for a build that has to succeed. @throws Error with the log if it does not. */
export async function createWell(home: Home, fields: RecipeInput, preset?: string): Promise<Build> {
  const build = await create(home, fields, { ...(preset && { preset }) });
  if (build.state.status === 'succeeded') return build;
  throw new Error(`${JSON.stringify(build.state.cause)}\n${await logText(build.files)}`);
}
