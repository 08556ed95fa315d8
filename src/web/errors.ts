/** The last handler: shows errors as a page or as JSON. Internal errors also go to the log. */
import type { ErrorRequestHandler, Request } from 'express';
import { hasCode, type Problem, RequestErrors, UserError, userErrorsOf } from '../base/errors.js';
import type { WebContext } from './context.js';
import { makeFrame } from './pages/frame.js';
import { sendPage } from './pages/send.js';

export function errorHandler(context: WebContext): ErrorRequestHandler {
  return async (error, request, response, next) => {
    const known = userErrorsOf(asUserError(error, request));
    const status = statusOf(known);
    if (status >= 500) console.error(error);
    // Part of the response is sent: express ends the connection.
    if (response.headersSent) return next(error);
    const present = presentAddress(known, request);
    if (present !== undefined) return response.redirect(303, present);
    const problems = known.length > 0 ? known.map((each) => each.toJSON()) : [internalError];
    response.status(status);
    if (wantsJson(request)) return void response.json({ problems });
    const section = known[0]?.code === 'link-needed' ? 'closed' : 'none';
    const frame = await makeFrame(context, response, { title: 'Error', section });
    await sendPage(request, response, 'message', { ...frame, problems, status });
  };
}

const internalError: Problem = {
  code: 'internal-error',
  message: 'An internal error occurred in Create Kernel',
  hint: 'Try again. If the error persists, report it to the support of your site; the log has the details',
};

const statuses: Record<string, number> = {
  'page-unknown': 404,
  'build-unknown': 404,
  'kernel-unknown': 404,
  'kernel-renamed': 404,
  'kernel-removed': 404,
  'preset-unknown': 404,
  'recipe-unknown': 404,
  'base-unknown': 404,
  'preset-not-understood': 503,
  'form-not-sent': 405,
  'link-needed': 403,
  'request-forged': 403,
  'page-expired': 403,
  'file-too-large': 413,
  'form-too-large': 413,
  'form-fields-too-many': 413,
  'request-not-understood': 400,
  'upload-incomplete': 400,
  'site-not-understood': 503,
};

/** The HTTP status for the first error: that of its code, or 409 for a refusal and 422 for a wrong request. */
export function statusOf(errors: readonly UserError[]): number {
  const [first] = errors;
  if (!first) return 500;
  return statuses[first.code] ?? (new RequestErrors(errors).exit === 3 ? 409 : 422);
}

/** Errors of express as UserError; any other error unchanged. */
function asUserError(error: unknown, { path }: Pick<Request, 'path'>): unknown {
  if (error instanceof URIError) return new UserError('page-unknown', { path });
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'parameters.too.many') return new UserError('form-fields-too-many', {});
  if (status === 413) return new UserError('form-too-large', { most: '1 MB' });
  if (type === 'request.aborted' || type === 'request.size.invalid')
    return new UserError('upload-incomplete', {});
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new UserError('request-not-understood', {});
  return error;
}

/** For an old link to a kernel that was renamed: the same page with its present name, relative to this one. */
function presentAddress([first]: readonly UserError[], request: Request): string | undefined {
  if (!first || !hasCode(first, 'kernel-renamed') || request.method !== 'GET') return undefined;
  const { name, now } = first.facts;
  const { searchParams } = new URL(request.originalUrl, 'http://localhost');
  const query = [...searchParams].map(([key, value]) => [key, value === name ? now : value]);
  return `?${new URLSearchParams(query)}`;
}

/** Whether a script asks, which shows the problems itself. */
export function wantsJson(request: Request): boolean {
  return request.accepts(['html', 'json']) === 'json';
}
