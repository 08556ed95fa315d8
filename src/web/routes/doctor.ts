/** The doctor's page, for the administrators that the site names; for anybody else there is no such page. */
import { Router } from 'express';
import { UserError } from '../../base/errors.js';
import type { WebContext } from '../context.js';
import { isAdministrator, makeFrame } from '../pages/frame.js';
import { renderPage } from '../pages/render.js';

export function doctorRoutes(context: WebContext): Router {
  const router = Router();
  router.get('/doctor', async (request, response) => {
    const site = context.site();
    if (!isAdministrator(site)) throw new UserError('page-unknown', { path: request.path });
    // Read when it is first needed: few people see this page.
    const { examine } = await import('../../doctor/index.js');
    const { findingLines, sumOf } = await import('../../doctor/text.js');
    const findings = await examine(context.environment);
    const frame = await makeFrame(context, response, { title: 'Doctor', place: 'doctor' }, site);
    const text = findingLines(findings).join('\n');
    response.send(renderPage('doctor', { ...frame, findings, sum: sumOf(findings), text }));
  });
  return router;
}
