/** Routes of *My recipes*: a recipe as a file, and removing it. The page *Create* saves them and starts from them. */
import { Router, urlencoded } from 'express';
import { removeRecipe, savedRecipe } from '../../../presets/my-recipes.js';
import { renderRecipe } from '../../../recipe/formats/recipe.js';
import type { WebContext } from '../../context.js';
import { requireSameOrigin, requireToken } from '../../security.js';

export function myRecipeRoutes(context: WebContext): Router {
  const router = Router();

  router.get('/recipes/:id.yml', (request, response) => {
    const { id, recipe } = savedRecipe(String(request.params.id), context.site());
    response.attachment(`${id}.yml`).type('text/yaml; charset=utf-8').send(renderRecipe(recipe));
  });

  const guards = [requireSameOrigin, urlencoded({ extended: false, limit: '10kb' }), requireToken];
  router.post('/recipes/remove', ...guards, async (request, response) => {
    await removeRecipe(String(request.body?.id ?? ''), context.site());
    response.redirect(303, `${context.base}/`);
  });

  return router;
}
