/** The route that the form asks while a person types: what the kernel will take, from the package manager's dry run. */
import { Router } from 'express';
import { formIdOf } from '../../../form/form-ids.js';
import type { Submission } from '../../../form/submission.js';
import type { ResolveOptions } from '../../../kernels/requests/preview/resolve.js';
import type { Estimate } from '../../../shared/form/package-facts.js';
import type { EquippedSite } from '../../../site/site.js';
import type { WebContext } from '../../context.js';
import { formReader } from '../../form/reading/read-form.js';
import { readSent } from '../../form/reading/read-sent.js';
import { goneSignal } from '../../form/typing/gone.js';
import { Turns } from '../../form/typing/turns.js';
import { requireSameOrigin, requireToken } from '../../security.js';

export function estimateRoutes(context: WebContext): Router {
  const router = Router();
  const turns = new Turns();
  router.post(
    '/estimate',
    requireSameOrigin,
    formReader(context),
    requireToken,
    async (request, response) => {
      const submission = await readSent(context, request);
      const site = await context.equipped();
      const { solutions } = context;
      const ask = (signal: AbortSignal) => estimateOf(submission, site, { signal, solutions });
      const page = request.get('x-page') ?? '';
      const estimate = await turns.take(page, goneSignal(response), ask);
      response.json(estimate ?? ({ kind: 'cancelled' } satisfies Estimate));
    },
  );
  return router;
}

async function estimateOf(
  { draft, read }: Submission,
  site: EquippedSite,
  asking: ResolveOptions,
): Promise<Estimate> {
  if (!site.config.form.solve)
    return { kind: 'unknown', why: 'not known before building: this site has turned the estimate off' };
  if (!draft || read.problems.length > 0)
    return { kind: 'unknown', why: 'not known before the text is understood' };
  const { estimate } = await import('../../../kernels/requests/preview/estimate.js');
  const found = await estimate(draft, site, asking);
  return found.kind === 'problem'
    ? { ...found, problem: { ...found.problem, field: formIdOf('packages') } }
    : found;
}
