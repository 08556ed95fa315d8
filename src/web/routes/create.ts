/** Create: the form, what is understood of it while it is filled in, the preview, and ordering the build. */
import { type Request, type RequestHandler, type Response, Router, urlencoded } from 'express';
import { readBuild, readBuildRecipe } from '../../build/builds.js';
import { userErrorsOf } from '../../errors.js';
import { createKernel } from '../../kernels/create.js';
import type { EquippedSite } from '../../site/site.js';
import type { WebContext } from '../context.js';
import { type FormState, makeCreatePage } from '../create-page.js';
import { statusOf } from '../errors.js';
import { makeFrame } from '../frame.js';
import { renderPage } from '../render.js';
import { checkToken, requireSameOrigin, requireToken } from '../security.js';
import { readSubmission, recipeOf, type Submission, valuesOfRecipe } from '../submission.js';
import { understand } from '../understand.js';
import { readUpload, uploadedFiles } from '../upload.js';

const FORM_MOST = '1mb';
const PARAMETERS_MOST = 100;

export function createRoutes(context: WebContext): Router {
  const router = Router();
  const readForm = formReader(context);

  router.get('/', async (request, response) => {
    const site = await context.site();
    const { retry } = request.query;
    const build = typeof retry === 'string' ? await readBuild(retry, site) : undefined;
    const values = build ? valuesOfRecipe(await readBuildRecipe(build)) : {};
    await sendForm(response, site, { values, ...(build && { retry_of: build.id }) });
  });

  // From the preview back to the form.
  router.post('/', requireSameOrigin, readForm, async (request, response) => {
    const { values } = readSubmission(request.body, uploadedFiles(request));
    await sendForm(response, await context.site(), { values });
  });

  router.post('/understand', requireSameOrigin, readForm, requireToken, async (request, response) => {
    const submission = readSubmission(request.body, uploadedFiles(request));
    response.json(await understand(submission, await context.site()));
  });

  router.post('/preview', requireSameOrigin, readForm, async (request, response) => {
    await orForm(request, response, async (submission, site) => {
      const { previewKernel } = await import('../../kernels/preview.js');
      const preview = await previewKernel(recipeOf(submission), site);
      const frame = await makeFrame(context, response, { title: 'Preview', place: 'create' }, site);
      const fields = Object.entries(submission.values).map(([id, value]) => ({ id, value }));
      response.send(renderPage('preview', { ...frame, ...preview, fields }));
    });
  });

  router.post('/builds', requireSameOrigin, readForm, async (request, response) => {
    await orForm(request, response, async (submission, site) => {
      const { build } = await createKernel(recipeOf(submission), site, {
        keep: submission.keep,
        launcher: 'local',
      });
      response.redirect(303, `${context.base}/builds/${build}`);
    });
  });

  return router;

  /** Does what was asked for, or shows the form again with what was typed and what was wrong. */
  async function orForm(
    request: Request,
    response: Response,
    act: (submission: Submission, site: EquippedSite) => Promise<void>,
  ): Promise<void> {
    const site = await context.site();
    const submission = readSubmission(request.body, uploadedFiles(request));
    try {
      checkToken(request, response);
      await act(submission, site);
    } catch (error) {
      const errors = userErrorsOf(error);
      if (errors.length === 0) throw error;
      await sendForm(response.status(statusOf(errors)), site, { values: submission.values, errors });
    }
  }

  async function sendForm(response: Response, site: EquippedSite, given: FormState): Promise<void> {
    const frame = await makeFrame(context, response, { title: 'Create a kernel', place: 'create' }, site);
    response.send(renderPage('create', { ...frame, ...makeCreatePage(context.form(), site, given) }));
  }
}

/** A form with files arrives as multipart; one without may be either. */
function formReader(context: WebContext): RequestHandler {
  const readFields = urlencoded({ extended: false, limit: FORM_MOST, parameterLimit: PARAMETERS_MOST });
  return async (request, response, next) => {
    const { config } = await context.site();
    const multipart = request.is('multipart/form-data');
    const read = multipart ? readUpload(config.limits.upload_megabytes) : readFields;
    read(request, response, next);
  };
}
