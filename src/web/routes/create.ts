/** Create: the form, what is understood of it while it is filled in, the preview, and ordering the build. */
import { type Request, type Response, Router } from 'express';
import { readBuild, readBuildRecipe } from '../../build/builds.js';
import { userErrorsOf } from '../../errors.js';
import {
  readSubmission,
  recipeOf,
  resourceTexts,
  type Submission,
  valuesOfRecipe,
} from '../../form/submission.js';
import { createKernel } from '../../kernels/create.js';
import { knownModules } from '../../site/modules.js';
import { textsOfResources } from '../../site/resources.js';
import type { EquippedSite } from '../../site/site.js';
import type { WebContext } from '../context.js';
import { type FormState, makeCreatePage } from '../create-page.js';
import { statusOf } from '../errors.js';
import { makeFrame } from '../frame.js';
import { formReader } from '../read-form.js';
import { renderPage } from '../render.js';
import { checkToken, requireSameOrigin, requireToken } from '../security.js';
import { understand } from '../understand.js';
import { uploadedFiles } from '../upload.js';

export function createRoutes(context: WebContext): Router {
  const router = Router();
  const readForm = formReader(context);

  router.get('/', async (request, response) => {
    await sendForm({ context, request, response }, await valuesToRepeat(request, context));
  });

  // From the preview back to the form.
  router.post('/', requireSameOrigin, readForm, async (request, response) => {
    const { values } = submissionOf(request);
    await sendForm({ context, request, response }, { values });
  });

  router.post('/understand', requireSameOrigin, readForm, requireToken, async (request, response) => {
    response.json(await understand(submissionOf(request), await context.equipped()));
  });

  router.post('/preview', requireSameOrigin, readForm, async (request, response) => {
    await orForm({ context, request, response }, preview);
  });

  router.post('/builds', requireSameOrigin, readForm, async (request, response) => {
    await orForm({ context, request, response }, order);
  });

  return router;
}

interface Exchange {
  context: WebContext;
  request: Request;
  response: Response;
}

function submissionOf(request: Request): Submission {
  return readSubmission(request.body, uploadedFiles(request));
}

/** The values of the build that the address names, if it names one. @throws UserError if there is none. */
async function valuesToRepeat({ query }: Request, context: WebContext): Promise<FormState> {
  if (typeof query.retry !== 'string') return { values: {} };
  const build = await readBuild(query.retry, context.site());
  const values = valuesOfRecipe(await readBuildRecipe(build));
  return { values: { ...values, ...textsOfResources(build.order.resources) }, retry_of: build.id };
}

/** Does what was asked for, or shows the form again with what was typed and what was wrong. */
async function orForm(
  exchange: Exchange,
  act: (exchange: Exchange, submission: Submission, site: EquippedSite) => Promise<void>,
): Promise<void> {
  const { context, request, response } = exchange;
  const submission = submissionOf(request);
  try {
    checkToken(request, response);
    await act(exchange, submission, await context.equipped());
  } catch (error) {
    const errors = userErrorsOf(error);
    if (errors.length === 0) throw error;
    response.status(statusOf(errors));
    await sendForm(exchange, { values: submission.values, errors });
  }
}

async function preview(
  { context, response }: Exchange,
  submission: Submission,
  site: EquippedSite,
): Promise<void> {
  const { previewKernel } = await import('../../kernels/preview.js');
  const previewed = await previewKernel(recipeOf(submission), site);
  const frame = await makeFrame(context, response, { title: 'Preview', place: 'create' }, site);
  const fields = Object.entries(submission.values).map(([id, value]) => ({ id, value }));
  response.send(renderPage('preview', { ...frame, ...previewed, fields }));
}

async function order(
  { context, response }: Exchange,
  submission: Submission,
  site: EquippedSite,
): Promise<void> {
  const options = { keep: submission.keep, job: resourceTexts(submission) };
  const { build } = await createKernel(recipeOf(submission), site, options);
  response.redirect(303, `${context.base}/builds/${build}`);
}

async function sendForm({ context, response }: Exchange, given: FormState): Promise<void> {
  const site = await context.equipped();
  const frame = await makeFrame(context, response, { title: 'Create a kernel', place: 'create' }, site);
  const known = { kernel_modules: await knownModules(site) };
  const page = makeCreatePage(context.form(), site, { ...given, known });
  response.send(renderPage('create', { ...frame, ...page }));
}
