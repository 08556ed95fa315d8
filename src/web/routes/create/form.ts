/** Routes of the page *Create* that show its form. */
import { Router } from 'express';
import { listKernels } from '../../../kernels/kernelspec.js';
import { possibleBases } from '../../../kernels/like/possible-bases.js';
import { listRecipes } from '../../../presets/my-recipes.js';
import { recipeLink } from '../../../recipe/link.js';
import { askedPackages } from '../../../recipe/package-fields.js';
import type { MyRecipeView } from '../../../shared/form/create-page.js';
import { knownModules } from '../../../site/modules/modules.js';
import type { Site } from '../../../site/site.js';
import type { Exchange, WebContext } from '../../context.js';
import { statusOf } from '../../errors.js';
import { type FormState, makeCreatePage } from '../../pages/create/create-page.js';
import { makeFrame } from '../../pages/frame.js';
import { linkView } from '../../pages/link-view.js';
import { sendPage } from '../../pages/send.js';

export function formRoutes(context: WebContext): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const exchange = { context, request, response };
    await sendForm(exchange, await initialState(exchange));
  });
  return router;
}

/** The empty form, or one that begins with what the address names. */
async function initialState({ context, request, response }: Exchange): Promise<FormState> {
  if (Object.keys(request.query).length === 0) return { values: {} };
  const { namedState } = await import('../../form/filling/named-state.js');
  const state = await namedState(request.query, context.site());
  if (state.errors?.length) response.status(statusOf(state.errors));
  return state;
}

export async function sendForm({ context, request, response }: Exchange, given: FormState): Promise<void> {
  const site = await context.equipped();
  const frame = await makeFrame(context, response, { title: 'Create a kernel', section: 'create' }, site);
  const known = { kernel_modules: await knownModules(site) };
  const bases = possibleBases(await listKernels(site));
  const page = makeCreatePage(context.form(), site, {
    ...given,
    ...{ known, bases, my_recipes: myRecipeViews(site, context.base) },
  });
  await sendPage(request, response, 'create', { ...frame, ...page });
}

function myRecipeViews(site: Pick<Site, 'data_root'>, base: string): MyRecipeView[] {
  return listRecipes(site).map(({ id, title, recipe }) => ({
    id,
    title,
    ...(recipe && {
      packages: askedPackages(recipe).map(({ text }) => text),
      ...linkView(recipeLink(recipe), base),
    }),
  }));
}
