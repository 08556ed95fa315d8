/** The express app: headers, static files, access, routes and error handling. */
import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import { UserError } from '../base/errors.js';
import { appRoot } from '../base/program.js';
import { lookAtLocations } from '../site/site.js';
import { serveAssets } from './assets.js';
import type { WebContext } from './context.js';
import { errorHandler } from './errors.js';
import { pageRoutes } from './routes/index.js';
import { csrfCookie, securityHeaders, withoutForwarded } from './security.js';

/** `guard` protects the pages outside Open OnDemand. */
export function makeServer(context: WebContext, guard?: RequestHandler): Express {
  const app = express();
  app.disable('x-powered-by');
  // Without it, express shows the stack trace if the error page itself fails.
  app.set('env', 'production');
  app.set('query parser', 'simple');
  // Behind Passenger, the portal writes these headers. Elsewhere only a client can have written them.
  if (!context.environment.IN_PASSENGER) app.use(withoutForwarded);
  app.use(...securityHeaders());
  app.get(`${context.base}/assets/:file`, serveAssets);
  // Behind nginx these requests do not arrive here. The files are public.
  app.use(
    context.base || '/',
    express.static(join(appRoot, 'public'), {
      ...{ index: false, redirect: false, cacheControl: false },
      setHeaders: (response) => response.setHeader('Cache-Control', 'private, max-age=86400'),
    }),
  );
  if (guard) app.use(guard);
  app.use(async (_request, _response, next) => {
    await lookAtLocations(context.environment);
    next();
  });
  app.use(csrfCookie(context.base));
  app.use(context.base || '/', ...pageRoutes(context));
  app.use((request) => {
    throw new UserError('page-unknown', { path: request.path });
  });
  app.use(errorHandler(context));
  return app;
}
