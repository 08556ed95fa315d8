/** The route of the page *Doctor*. Only administrators see it; other users get a 404. */
import { Router } from 'express';
import { UserError } from '../../base/errors.js';
import type { WebContext } from '../context.js';
import { isAdministrator, makeFrame } from '../pages/frame.js';
import { sendPage } from '../pages/send.js';

export function doctorRoutes(context: WebContext): Router {
  const router = Router();
  router.get('/doctor', async (request, response) => {
    const site = context.site();
    if (!isAdministrator(site)) throw new UserError('page-unknown', { path: request.path });
    // Imported at first use: few people open this page.
    const { examine } = await import('../../doctor/index.js');
    const { findingLines, summaryOf } = await import('../../doctor/text.js');
    const findings = await examine(context.environment);
    const frame = await makeFrame(context, response, { title: 'Doctor', section: 'doctor' }, site);
    const text = findingLines(findings).join('\n');
    await sendPage(request, response, 'doctor', { ...frame, findings, summary: summaryOf(findings), text });
  });
  return router;
}
