/** The address that a notebook links to if it lacks a module: leads to the page that adds it. Changes nothing. */
import { Router } from 'express';
import { findRunning } from '../../../kernels/like/find-base.js';
import { mayChange } from '../../../kernels/may-change.js';
import type { WebContext } from '../../context.js';
import { importLine } from '../../form/filling/like-values.js';

export function missingModuleRoutes(context: WebContext): Router {
  const router = Router();
  router.get('/missing-module', async (request, response) => {
    const text = (name: string) => String(request.query[name] ?? '').slice(0, 4096);
    // `python` is what kernels of earlier versions of this app send.
    const asked = { name: text('kernel'), interpreter: text('interpreter') || text('python') };
    const kernel = await findRunning(asked, context.site());
    const module = text('module');
    const { name } = kernel;
    // A kernel that cannot be changed, such as a central one, is the beginning of another.
    const page = mayChange(kernel)
      ? `/kernels/update?${new URLSearchParams({ name, add: importLine(module, kernel.language) })}`
      : `/?${new URLSearchParams({ like: name, module })}`;
    response.redirect(303, `${context.base}${page}`);
  });
  return router;
}
