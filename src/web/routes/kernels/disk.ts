/** Routes of the page *Disk*: what takes space, and removing what can be removed safely. */
import { Router, urlencoded } from 'express';
import { cleanDisk, measureDisk } from '../../../kernels/disk/disk.js';
import type { WebContext } from '../../context.js';
import { makeFrame } from '../../pages/frame.js';
import { sendPage } from '../../pages/send.js';
import { requireSameOrigin, requireToken } from '../../security.js';

// Seconds for each place, so that the page appears also if there are millions of files.
const MEASURE = 3;

export function diskRoutes(context: WebContext): Router {
  const router = Router();

  router.get('/disk', async (request, response) => {
    const site = context.site();
    const frame = await makeFrame(context, response, { title: 'Disk', section: 'kernels' }, site);
    const rows = await measureDisk(site, { seconds: MEASURE });
    await sendPage(request, response, 'disk', { ...frame, rows, cleaned: request.query.done === 'clean' });
  });

  const guards = [requireSameOrigin, urlencoded({ extended: false, limit: '10kb' }), requireToken];
  router.post('/disk/clean', ...guards, async (request, response) => {
    const place = String(request.body?.place ?? '');
    await cleanDisk(place, await context.equipped(), { dry_run: false, seconds: MEASURE });
    response.redirect(303, `${context.base}/disk?done=clean`);
  });
  return router;
}
