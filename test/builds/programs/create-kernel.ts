/** create-kernel RECIPE: orders a build as a web server does, prints its id or the refusal, and keeps running. */
import { userErrorsOf } from '../../../src/base/errors.js';
import { createKernel } from '../../../src/kernels/requests/create.js';
import { parseRecipe } from '../../../src/recipe/recipe.js';
import { equipSite, readSite } from '../../../src/site/site.js';

try {
  const recipe = parseRecipe(JSON.parse(process.argv[2] ?? ''));
  const created = await createKernel(recipe, await equipSite(readSite()), { keep: false, launcher: 'local' });
  console.log(JSON.stringify(created));
} catch (error) {
  console.log(JSON.stringify(userErrorsOf(error)));
}
setInterval(() => {}, 1000);
