/** Routes that the form asks while a person types: what an index says about the packages, and names that begin as typed. */
import { type Request, Router } from 'express';
import { userErrorsOf } from '../../../base/errors.js';
import { Cache } from '../../../catalogue/cache.js';
import { NameLists } from '../../../catalogue/lists/name-list.js';
import type { Recipe } from '../../../recipe/recipe.js';
import type { AboutPackages, Completions } from '../../../shared/form/package-facts.js';
import { policyCase, policyErrors } from '../../../site/policy.js';
import type { EquippedSite } from '../../../site/site.js';
import type { WebContext } from '../../context.js';
import { formReader } from '../../form/reading/read-form.js';
import { readSent } from '../../form/reading/read-sent.js';
import { goneSignal } from '../../form/typing/gone.js';
import { requireSameOrigin, requireToken } from '../../security.js';

const WORD_MOST = 200;
// How long an answer may wait for the lists of channels, in milliseconds. They are downloaded further.
const PATIENCE = 60_000;

export function packageRoutes(context: WebContext): Router {
  const router = Router();
  const readForm = [requireSameOrigin, formReader(context), requireToken];

  const names = new NameLists();

  router.post('/packages/about', ...readForm, async (request, response) => {
    const answer = await ask(request, context, async (recipe, site) => {
      const { aboutPackages } = await import('../../../catalogue/about-packages.js');
      const signal = AbortSignal.any([goneSignal(response), AbortSignal.timeout(PATIENCE)]);
      return aboutPackages(recipe, { site, cache: new Cache(site), names, signal });
    });
    response.json(answer ?? ({ packages: [], versions: [] } satisfies AboutPackages));
  });

  router.post('/packages/complete', ...readForm, async (request, response) => {
    const { word } = request.query;
    const answer = await ask(request, context, async (recipe, site) => {
      const { completions } = await import('../../../catalogue/completions.js');
      const question = { site, cache: new Cache(site), names, signal: goneSignal(response) };
      return completions(typeof word === 'string' ? word.slice(0, WORD_MOST) : '', recipe, question);
    });
    response.json(answer ?? ({ options: [] } satisfies Completions));
  });

  return router;
}

/** Undefined if the site does not want the question, or the form does not say whom to ask. */
async function ask<Answer>(
  request: Request,
  context: WebContext,
  act: (recipe: Recipe, site: EquippedSite) => Promise<Answer>,
): Promise<Answer | undefined> {
  const site = await context.equipped();
  // A line that is not finished may not be understood, but the others are.
  const { readable } = await readSent(context, request);
  if (!readable || !site.config.form.look_up) return undefined;
  // An index that the site does not allow is not asked.
  if (policyErrors(policyCase(readable), site).some(({ field }) => field === 'channels')) return undefined;
  try {
    return await act(readable, site);
  } catch (error) {
    if (userErrorsOf(error).length === 0) throw error;
    return undefined;
  }
}
