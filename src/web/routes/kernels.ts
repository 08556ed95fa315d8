/** Kernels: those that the launcher shows, and what can be done to one's own. */
import { Router, urlencoded } from 'express';
import { findKernel } from '../../kernels/find-kernel.js';
import { readReport } from '../../kernels/generation.js';
import { type Kernel, listKernels } from '../../kernels/kernelspec.js';
import { remove } from '../../kernels/operations/remove.js';
import type { KernelTile } from '../../shared/view-models.js';
import type { WebContext } from '../context.js';
import { makeFrame } from '../pages/frame.js';
import { renderPage } from '../pages/render.js';
import { requireSameOrigin, requireToken } from '../security.js';

export function kernelRoutes(context: WebContext): Router {
  const router = Router();

  router.get('/kernels', async (request, response) => {
    const site = context.site();
    const kernels = await Promise.all((await listKernels(site)).map(toTile));
    const frame = await makeFrame(context, response, { title: 'Kernels', place: 'kernels' }, site);
    // By the action's id, since an address must not carry text into the page.
    const notice = request.query.done === remove.id ? 'The kernel and its environments are removed.' : '';
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

  const guards = [requireSameOrigin, urlencoded({ extended: false, limit: '10kb' }), requireToken];
  router.post('/kernels/remove', ...guards, async (request, response) => {
    const site = await context.equipped();
    await remove.run(await findKernel(String(request.body?.name ?? ''), site), site);
    response.redirect(303, `${context.base}/kernels?done=${remove.id}`);
  });
  return router;
}

async function toTile(kernel: Kernel): Promise<KernelTile> {
  const { name, display_name, language, owner, directory, origin, published } = kernel;
  const report = origin && readReport(origin.prefix);
  return {
    name,
    display_name,
    language,
    owner,
    directory,
    created: Math.round(published),
    ...(origin && { generation: origin.generation }),
    ...(report && { size: report.size, language_version: report.kernel.language_version }),
  };
}
