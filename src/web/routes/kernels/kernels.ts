/** Routes of kernels: the list, and operations on the user's kernels. */
import { type Request, Router, urlencoded } from 'express';
import { UserError, userErrorsOf } from '../../../base/errors.js';
import { lookUp } from '../../../base/registry.js';
import { listKernels } from '../../../kernels/kernelspec.js';
import { measureRows } from '../../../kernels/list/rows.js';
import { argumentFields } from '../../../kernels/operations/arguments.js';
import { kernelOperations } from '../../../kernels/operations/index.js';
import type { Arguments, KernelOperation, OperationResult } from '../../../kernels/operations/operation.js';
import { perform } from '../../../kernels/operations/perform.js';
import { findShown, readShown } from '../../../kernels/operations/shown.js';
import type { KernelPage, ResultView } from '../../../shared/kernels/kernel-page.js';
import type { KernelsPage } from '../../../shared/kernels/kernels-page.js';
import type { Site } from '../../../site/site.js';
import type { Exchange, WebContext } from '../../context.js';
import { statusOf, wantsJson } from '../../errors.js';
import { makeFrame } from '../../pages/frame.js';
import { makeKernelPage } from '../../pages/kernels/kernel-page.js';
import { makeKernelsPage } from '../../pages/kernels/kernels-page.js';
import { sendPage } from '../../pages/send.js';
import { requireSameOrigin, requireToken } from '../../security.js';

export function kernelRoutes(context: WebContext): Router {
  const router = Router();

  router.get('/kernels', async (request, response) => {
    await sendKernels({ context, request, response }, doneBefore(request, context));
  });

  router.get('/kernels/show', async (request, response) => {
    const done = doneBefore(request, context);
    await sendKernel(String(request.query.name ?? ''), { context, request, response }, done);
  });

  const guards = [requireSameOrigin, urlencoded({ extended: false, limit: '100kb' }), requireToken];
  router.post('/kernels/:operation', ...guards, async (request, response) => {
    const operation = lookUp(kernelOperations, String(request.params.operation));
    if (!operation) throw new UserError('page-unknown', { path: request.path });
    await operate(operation, { context, request, response });
  });
  return router;
}

/** The address names the operation and its result by their ids: a link must not put its own text into the page. */
function doneBefore(
  { query }: Request,
  { results }: Pick<WebContext, 'results'>,
): Pick<KernelPage, 'notice' | 'result'> {
  const result = results.find(String(query.result ?? ''));
  if (result) return { result };
  const done = lookUp(kernelOperations, String(query.done ?? ''))?.done;
  return done ? { notice: done } : {};
}

async function operate(operation: KernelOperation, { context, request, response }: Exchange): Promise<void> {
  const site = await context.equipped();
  const shown = readShown(request.body);
  const { kernel, changed } = await findShown(operation, String(request.body?.name ?? ''), shown, site);
  const given = argumentsOf(operation, request.body);
  const performed = changed
    ? refused(changed, { request, response })
    : await perform(operation, { kernel, given, shown }, site).catch((error: unknown) =>
        refused(error, { request, response }),
      );
  if ('ordered' in performed) response.redirect(303, `${context.base}/builds/${performed.ordered.build}`);
  else if (operation.effect === 'moves' && performed.result.ok && request.body?.dry_run !== '1')
    response.redirect(
      303,
      context.base + (await pageAfter(operation, performed.result, kernel.name, site, context)),
    );
  else await sendResult(operation, performed.result, kernel.name, { context, request, response });
}

/** Why nothing was done, as a result. @throws any other error. */
function refused(
  error: unknown,
  { request, response }: Omit<Exchange, 'context'>,
): { result: OperationResult } {
  const errors = userErrorsOf(error);
  const [first] = errors;
  if (!first || wantsJson(request)) throw error;
  response.status(statusOf(errors));
  const [{ message, hint }, ...others] = [first.toJSON(), ...errors.slice(1).map((each) => each.toJSON())];
  const more = others.flatMap((each) => [each.message, each.hint]);
  return { result: { ok: false, message, notes: [hint, ...more].filter(Boolean) } };
}

/** The kernel's page, perhaps under its new name; the list if it is no longer in the launcher. */
async function pageAfter(
  operation: KernelOperation,
  done: OperationResult,
  before: string,
  site: Site,
  { results }: Pick<WebContext, 'results'>,
): Promise<string> {
  const name = done.kernel ?? before;
  const { id } = operation;
  const result = results.keep(doneView(operation, done));
  const isListed = (await listKernels(site)).some((each) => each.name === name);
  return isListed
    ? `/kernels/show?${new URLSearchParams({ name, done: id, result })}`
    : `/kernels?${new URLSearchParams({ done: id, result })}`;
}

/** What was removed is named, with the space that it frees; all else is on the page already. */
function doneView({ done, removes }: KernelOperation, result: OperationResult): ResultView {
  const view = viewOf(result);
  if (!done) return view;
  return { ...view, message: done, notes: [...(removes ? [view.message] : []), ...view.notes] };
}

/** On the kernel's page; on the list if the operation has taken the kernel away. */
async function sendResult(
  operation: KernelOperation,
  result: OperationResult,
  name: string,
  exchange: Exchange,
): Promise<void> {
  const kernels = await listKernels(exchange.context.site());
  if (operation.on === 'ours' && kernels.some((kernel) => kernel.name === name))
    await sendKernel(name, exchange, { result: viewOf(result), sent: sentForm(operation, exchange.request) });
  else await sendKernels(exchange, { result: viewOf(result) });
}

/** As it was filled in. */
function sentForm(operation: KernelOperation, { body }: Request): NonNullable<KernelPage['sent']> {
  const values = argumentFields(operation).flatMap(({ name }) =>
    typeof body[name] === 'string' ? [[name, body[name]]] : [],
  );
  return { operation: operation.id, values: Object.fromEntries(values) };
}

function viewOf({ ok, message, notes = [], tables = [] }: OperationResult): ResultView {
  return { ok, message, notes, tables };
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
  more: Pick<KernelsPage, 'notice' | 'result'>,
): Promise<void> {
  const site = context.site();
  const page = await makeKernelsPage(request.query, site);
  const frame = await makeFrame(context, response, { title: 'Kernels', section: 'kernels' }, site);
  await sendPage(request, response, 'kernels', { ...frame, ...page, ...more });
  void measureRows(page.rows, site);
}

/** @throws UserError `kernel-unknown`. */
async function sendKernel(
  name: string,
  { context, request, response }: Exchange,
  more: Pick<KernelPage, 'notice' | 'result' | 'sent'>,
): Promise<void> {
  const site = context.site();
  const page = await makeKernelPage(name, site, context.base);
  const title = page.row.display_name;
  const frame = await makeFrame(context, response, { title, section: 'kernels' }, site);
  await sendPage(request, response, 'kernel-page', {
    ...frame,
    ...page,
    ...more,
  });
}
