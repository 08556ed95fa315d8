/** The sample pages behind the app's own headers, with its own assets. */
import { join } from 'node:path';
import express from 'express';
import { appRoot } from '../../src/base/program.js';
import { serveAssets } from '../../src/web/assets.js';
import { renderPage } from '../../src/web/pages/render.js';
import { securityHeaders } from '../../src/web/security.js';
import { renderSample, samples } from '../web/samples.js';

const BASE = '/pun/sys/create_kernel';

/** The path of a sample. */
export function samplePath(title: string): string {
  return `${BASE}/sample/${title}`;
}

export function samplePages(): express.Express {
  const app = express();
  app.use(...securityHeaders());
  app.get(`${BASE}/assets/:file`, serveAssets);
  app.use(BASE, express.static(join(appRoot, 'public')));
  for (const sample of samples) {
    app.get(samplePath(sample.title), (_request, response) => {
      response.send(renderSample(sample, renderPage));
    });
  }
  return app;
}
