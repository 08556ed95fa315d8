/** Routes that the form asks while a person types: what an index says about the packages, and names that begin as typed. */
import { type Request, type Response, Router } from 'express';
import { userErrorsOf } from '../../base/errors.js';
import { Cache } from '../../catalogue/cache.js';
import { readSubmission } from '../../form/submission.js';
import type { AboutPackages } from '../../shared/view-models.js';
import { policyCase, policyErrors } from '../../site/policy.js';
import type { EquippedSite } from '../../site/site.js';
import type { WebContext } from '../context.js';
import { goneSignal } from '../form/gone.js';
import { formReader } from '../form/read-form.js';
import { uploadedFiles } from '../form/upload.js';
import { requireSameOrigin, requireToken } from '../security.js';

const NOTHING: AboutPackages = { packages: [], versions: [] };

export function packageRoutes(context: WebContext): Router {
  const router = Router();
  const readForm = [requireSameOrigin, formReader(context), requireToken];

  router.post('/packages/about', ...readForm, async (request, response) => {
    response.json(await about(request, response, await context.equipped()));
  });

  return router;
}

async function about(request: Request, response: Response, site: EquippedSite): Promise<AboutPackages> {
  const { draft } = readSubmission(request.body, uploadedFiles(request), site);
  if (!draft || !site.config.form.look_up) return NOTHING;
  // An index that the site does not allow is not asked.
  if (policyErrors(policyCase(draft), site).some(({ field }) => field === 'channels')) return NOTHING;
  const { aboutPackages } = await import('../../catalogue/about-packages.js');
  try {
    const cache = new Cache(site);
    return await aboutPackages(draft, { site, cache, signal: goneSignal(response) });
  } catch (error) {
    if (userErrorsOf(error).length === 0) throw error;
    return NOTHING;
  }
}
