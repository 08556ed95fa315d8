/** The routes of all pages, in groups that are loaded when they are first used: a visit needs few of them. */
import type { RequestHandler, Router } from 'express';
import type { WebContext } from '../context.js';

interface RouteGroup {
  /** It answers these paths and all below them; `/` has none below it. */
  paths: readonly string[];
  method?: 'POST';
  load(): Promise<(context: WebContext) => Router>;
}

/** A request tries them in this order. */
const groups: readonly RouteGroup[] = [
  { paths: ['/'], load: async () => (await import('./form.js')).formRoutes },
  {
    paths: ['/', '/understand', '/linked', '/like', '/recipes', '/preview', '/builds'],
    method: 'POST',
    load: async () => (await import('./create.js')).createRoutes,
  },
  { paths: ['/estimate'], load: async () => (await import('./estimate.js')).estimateRoutes },
  { paths: ['/packages'], load: async () => (await import('./packages.js')).packageRoutes },
  { paths: ['/builds'], load: async () => (await import('./builds.js')).buildRoutes },
  { paths: ['/kernels/update'], load: async () => (await import('./update.js')).updateRoutes },
  {
    paths: ['/kernels/space', '/kernels/lock'],
    load: async () => (await import('./generations.js')).generationRoutes,
  },
  { paths: ['/kernels'], load: async () => (await import('./kernels.js')).kernelRoutes },
  { paths: ['/missing-module'], load: async () => (await import('./missing-module.js')).missingModuleRoutes },
  { paths: ['/recipes'], load: async () => (await import('./my-recipes.js')).myRecipeRoutes },
  { paths: ['/disk'], load: async () => (await import('./disk.js')).diskRoutes },
  { paths: ['/doctor'], load: async () => (await import('./doctor.js')).doctorRoutes },
];

export function pageRoutes(context: WebContext): RequestHandler[] {
  return groups.map((group) => onFirstUse(group, context));
}

/** Requests that arrive while a group is loaded wait for it. If loading fails, the next request tries again. */
export function onFirstUse({ paths, method, load }: RouteGroup, context: WebContext): RequestHandler {
  let loading: Promise<Router> | undefined;
  const loadOnce = () => {
    loading ??= load().then((makeRoutes) => makeRoutes(context));
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
  const answers = (path: string) => paths.some((each) => path === each || path.startsWith(`${each}/`));
  return async (request, response, next) => {
    if ((method && request.method !== method) || !answers(request.path)) return next();
    const router = await loadOnce();
    router(request, response, next);
  };
}
