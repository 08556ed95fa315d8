/** Kernels: those that the launcher shows, and what can be done to one's own. */
import { Router, urlencoded } from 'express';
import { kernelActions } from '../../kernels/actions/index.js';
import { findKernel } from '../../kernels/find-kernel.js';
import { type Kernel, listKernels } from '../../kernels/kernelspec.js';
import type { WebContext } from '../context.js';
import { makeFrame } from '../frame.js';
import { renderPage } from '../render.js';
import { requireSameOrigin, requireToken } from '../security.js';
import type { KernelTile } from '../view-models.js';

export function kernelRoutes(context: WebContext): Router {
  const router = Router();

  router.get('/kernels', async (request, response) => {
    const site = await context.site();
    const kernels = (await listKernels(site)).map(toTile);
    const frame = await makeFrame(context, response, { title: 'Kernels', place: 'kernels' }, site);
    const { done } = request.query;
    const notice = typeof done === 'string' ? notices[done] : undefined;
    const jupyter = site.config.jupyter_url;
    response.send(
      renderPage('kernels', {
        ...frame,
        kernels,
        now: Date.now(),
        ...(jupyter && { jupyter }),
        ...(notice && { notice }),
      }),
    );
  });

  for (const action of Object.values(kernelActions)) {
    const guards = [requireSameOrigin, urlencoded({ extended: false, limit: '10kb' }), requireToken];
    router.post(`/kernels/${action.id}`, ...guards, async (request, response) => {
      const site = await context.site();
      const kernel = await findKernel(String(request.body.name ?? ''), site);
      await action.run(kernel, site);
      response.redirect(303, `${context.base}/kernels?done=${action.id}`);
    });
  }
  return router;
}

// By the action's id, since an address must not carry text into the page.
const notices: Record<string, string> = { remove: 'The kernel and its environments are removed.' };

function toTile({ name, display_name, language, owner, directory, origin, published }: Kernel): KernelTile {
  return {
    name,
    display_name,
    language,
    owner,
    directory,
    created: published,
    ...(origin && { generation: origin.generation }),
  };
}
