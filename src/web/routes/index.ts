/** All routes. The form's are part of the program; the others are loaded later, since a start is waited for. */
import type { RequestHandler, Router } from 'express';
import type { WebContext } from '../context.js';
import { formRoutes } from './create/form.js';

// After the form is sent, in milliseconds: the browser has fetched its files, and the person still reads.
const PAUSE = 1000;

export function pageRoutes(context: WebContext): RequestHandler[] {
  const others = onFirstUse(async () => (await import('./others.js')).otherRoutes(context));
  let planned = false;
  return [
    (_request, response, next) => {
      if (!planned) response.once('finish', () => setTimeout(others.load, PAUSE).unref());
      planned = true;
      next();
    },
    formRoutes(context),
    others.handle,
  ];
}

/** Requests that arrive while the routes are loaded wait for them. If loading fails, the next request tries again. */
export function onFirstUse(loadRoutes: () => Promise<Router>): { handle: RequestHandler; load(): void } {
  let loading: Promise<Router> | undefined;
  const loadOnce = () => {
    loading ??= loadRoutes();
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
  return {
    load: () => void loadOnce(),
    async handle(request, response, next) {
      const router = await loadOnce();
      router(request, response, next);
    },
  };
}
