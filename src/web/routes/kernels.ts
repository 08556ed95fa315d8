/** Routes of kernels: the list, and operations on the user's kernels. */
import { type Request, type Response, Router, urlencoded } from 'express';
import { UserError } from '../../base/errors.js';
import { lookUp } from '../../base/registry.js';
import { findFor } from '../../kernels/find-kernel.js';
import { linkOfKernel } from '../../kernels/kernel-link.js';
import { listKernels } from '../../kernels/kernelspec.js';
import { argumentFields } from '../../kernels/operations/arguments.js';
import { kernelOperations } from '../../kernels/operations/index.js';
import type { Arguments, KernelOperation, OperationResult } from '../../kernels/operations/operation.js';
import { perform } from '../../kernels/operations/perform.js';
import type { WebContext } from '../context.js';
import { makeFrame } from '../pages/frame.js';
import { toTile } from '../pages/kernel-tile.js';
import { linkView } from '../pages/link-view.js';
import { sendPage } from '../pages/send.js';
import { requireSameOrigin, requireToken } from '../security.js';

export function kernelRoutes(context: WebContext): Router {
  const router = Router();

  router.get('/kernels', async (request, response) => {
    // The address names the operation by its id: a link must not put its own text into the page.
    const done = lookUp(kernelOperations, String(request.query.done ?? ''))?.done;
    await sendKernels({ context, request, response }, done ? { notice: done } : {});
  });

  const guards = [requireSameOrigin, urlencoded({ extended: false, limit: '100kb' }), requireToken];
  router.post('/kernels/:operation', ...guards, async (request, response) => {
    const operation = lookUp(kernelOperations, String(request.params.operation));
    if (!operation) throw new UserError('page-unknown', { path: request.path });
    await operate(operation, { context, request, response });
  });
  return router;
}

interface Exchange {
  context: WebContext;
  request: Request;
  response: Response;
}

async function operate(operation: KernelOperation, { context, request, response }: Exchange): Promise<void> {
  const site = await context.equipped();
  const kernel = await findFor(operation, String(request.body?.name ?? ''), site);
  const performed = await perform(operation, { kernel, given: argumentsOf(operation, request.body) }, site);
  if ('ordered' in performed) response.redirect(303, `${context.base}/builds/${performed.ordered.build}`);
  else if (operation.done) response.redirect(303, `${context.base}/kernels?done=${operation.id}`);
  else await sendKernels({ context, request, response }, { result: performed.result });
}

/** A form has only text: a list has one item per line, and a box that is not ticked is not sent. */
function argumentsOf(operation: KernelOperation, body: Record<string, unknown>): Arguments {
  const values = argumentFields(operation).map(({ name, kind }) => {
    const text = typeof body[name] === 'string' ? body[name].trim() : '';
    if (kind === 'switch') return [name, text !== ''];
    if (kind === 'choice' && text === 'all') return [name, true];
    if (kind === 'choice') return [name, text.split(/\s+/).filter(Boolean)];
    return [name, kind === 'list' ? text.split(/\r?\n/).filter(Boolean) : text || undefined];
  });
  return { ...Object.fromEntries(values), dry_run: body.dry_run === '1' };
}

async function sendKernels(
  { context, request, response }: Exchange,
  { notice, result }: { notice?: string; result?: OperationResult },
): Promise<void> {
  const site = context.site();
  const kernels = await Promise.all(
    (await listKernels(site)).map(async (kernel) => {
      return { ...toTile(kernel, site), ...linkView(await linkOfKernel(kernel, site), context.base) };
    }),
  );
  const frame = await makeFrame(context, response, { title: 'Kernels', section: 'kernels' }, site);
  const jupyter = site.config.jupyter_url;
  await sendPage(request, response, 'kernels', {
    ...frame,
    kernels,
    now: Date.now(),
    ...(jupyter && { jupyter }),
    ...(notice && { notice }),
    ...(result && { result: { ok: result.ok, message: result.message, notes: result.notes ?? [] } }),
  });
}
