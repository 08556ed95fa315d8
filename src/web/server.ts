/** The express app: what stands before every route, the routes, and what follows when none answers. */
import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import { UserError } from '../base/errors.js';
import { appRoot } from '../base/program.js';
import type { WebContext } from './context.js';
import { errorHandler } from './errors.js';
import { buildRoutes } from './routes/builds.js';
import { createRoutes } from './routes/create.js';
import { doctorRoutes } from './routes/doctor.js';
import { kernelRoutes } from './routes/kernels.js';
import { csrfCookie, securityHeaders, withoutForwarded } from './security.js';

/** `door` is what guards the pages outside Open OnDemand. */
export function makeServer(context: WebContext, door?: RequestHandler): Express {
  const app = express();
  app.disable('x-powered-by');
  // Otherwise express shows a person the stack of an error that even our own error page cannot show.
  app.set('env', 'production');
  app.set('query parser', 'simple');
  // Passenger stands behind the portal, which writes these headers; elsewhere only a client could have written them.
  if (!context.environment.IN_PASSENGER) app.use(withoutForwarded);
  app.use(...securityHeaders());
  // nginx serves these itself; alone, we do. They hold nothing private.
  app.use(
    context.base || '/',
    express.static(join(appRoot, 'public'), { index: false, redirect: false, cacheControl: false }),
  );
  if (door) app.use(door);
  app.use(csrfCookie(context.base));
  app.use(
    context.base || '/',
    createRoutes(context),
    buildRoutes(context),
    kernelRoutes(context),
    doctorRoutes(context),
  );
  app.use((request) => {
    throw new UserError('page-unknown', { path: request.path });
  });
  app.use(errorHandler(context));
  return app;
}
