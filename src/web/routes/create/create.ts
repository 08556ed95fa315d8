/** Routes of the page *Create*: what its form sends, while a person types, for the preview, and to order the build. */
import { Router } from 'express';
import { userErrorsOf } from '../../../base/errors.js';
import { valuesOfRecipe } from '../../../form/site-form.js';
import { recipeOf, resourceTexts, type Submission } from '../../../form/submission.js';
import { orderGeneration } from '../../../kernels/requests/order-generation.js';
import { saveRecipe } from '../../../presets/my-recipes.js';
import { withoutAgreements } from '../../../presets/preset-rules.js';
import { fromIndex } from '../../../recipe/from-index.js';
import type { EquippedSite, Site } from '../../../site/site.js';
import type { Exchange, WebContext } from '../../context.js';
import { statusOf } from '../../errors.js';
import { filledLike } from '../../form/filling/like-values.js';
import { readLinkedRecipe } from '../../form/filling/linked-recipe.js';
import { kernelToUpdate, requestedBy, updatedNow } from '../../form/filling/recipe-to-update.js';
import { readUpdateFields, updateFields } from '../../form/filling/update-fields.js';
import { formReader } from '../../form/reading/read-form.js';
import { readSent } from '../../form/reading/read-sent.js';
import { understand } from '../../form/typing/understand.js';
import { makeFrame } from '../../pages/frame.js';
import { sendPage } from '../../pages/send.js';
import { checkToken, requireSameOrigin, requireToken } from '../../security.js';
import { sendForm } from './form.js';

export function createRoutes(context: WebContext): Router {
  const router = Router();
  const readForm = formReader(context);

  // *Change* on the preview leads back to the form. *Take the packages from the package index* changes it.
  router.post('/', requireSameOrigin, readForm, async (request, response) => {
    const submission = await readSent(context, request);
    await sendForm(
      { context, request, response },
      { values: valuesToChange(submission, context.site()), sent: true, ...readUpdateFields(request.body) },
    );
  });

  router.post('/understand', requireSameOrigin, readForm, requireToken, async (request, response) => {
    const site = await context.equipped();
    const found = await kernelToUpdate(request, site);
    response.json(await understand(await readSent(context, request), site, found?.kernel));
  });

  router.post('/linked', requireSameOrigin, readForm, requireToken, (request, response) => {
    response.json(readLinkedRecipe(String(request.body?.link ?? ''), context.site()));
  });

  router.post('/like', requireSameOrigin, readForm, requireToken, async (request, response) => {
    response.json(await filledLike(String(request.body?.like ?? ''), context.site()));
  });

  // The form stays as it was sent: it may have secret values, which are not saved.
  router.post('/recipes', requireSameOrigin, readForm, async (request, response) => {
    await orShowForm({ context, request, response }, save);
  });

  router.post('/preview', requireSameOrigin, readForm, async (request, response) => {
    await orShowForm({ context, request, response }, preview);
  });

  router.post('/builds', requireSameOrigin, readForm, async (request, response) => {
    await orShowForm({ context, request, response }, order);
  });

  return router;
}

/** The sent values; those of a recipe that takes its packages from the package index, if that is asked for. */
function valuesToChange({ values, draft, from_index }: Submission, site: Site): Record<string, string> {
  if (!from_index || !draft) return values;
  const { kernel_name = '', display_name = '' } = values;
  return { ...values, ...valuesOfRecipe(fromIndex(draft).recipe, site), kernel_name, display_name };
}

/** Runs an action. If it is refused, shows the form again with the typed values and the problems. */
async function orShowForm(
  exchange: Exchange,
  act: (exchange: Exchange, submission: Submission, site: EquippedSite) => Promise<void>,
): Promise<void> {
  const { context, request, response } = exchange;
  const submission = await readSent(context, request);
  try {
    checkToken(request, response);
    await act(exchange, submission, await context.equipped());
  } catch (error) {
    const errors = userErrorsOf(error);
    if (errors.length === 0) throw error;
    response.status(statusOf(errors));
    const updated = await updatedNow(request, context.site());
    await sendForm(exchange, { values: submission.values, errors, ...updated });
  }
}

async function preview(
  { context, request, response }: Exchange,
  submission: Submission,
  site: EquippedSite,
): Promise<void> {
  const { previewGeneration } = await import('../../../kernels/requests/preview/preview.js');
  const asked = await requestedBy(request, { ...submission, recipe: recipeOf(submission) }, site);
  const { difference, ...previewed } = await previewGeneration(asked, site, { solutions: context.solutions });
  const frame = await makeFrame(context, response, { title: 'Preview', section: 'create' }, site);
  const { values, notes } = submission;
  const update = readUpdateFields(request.body);
  const { update_of } = update;
  const sent = { ...values, ...updateFields(update) };
  const fields = Object.entries(sent).map(([id, value]) => ({ id, value }));
  await sendPage(request, response, 'preview', {
    ...{ ...frame, ...previewed, notes, fields },
    ...(update_of && { update_of }),
    ...(difference && { difference }),
  });
}

async function save(exchange: Exchange, submission: Submission, site: EquippedSite): Promise<void> {
  const { preset, values } = submission;
  const whole = recipeOf(submission);
  const recipe = preset ? withoutAgreements(whole, preset) : whole;
  const saved = { title: recipe.display_name || recipe.name, ...(await saveRecipe(recipe, site)) };
  await sendForm(exchange, { values, sent: true, saved });
}

async function order(
  { context, request, response }: Exchange,
  submission: Submission,
  site: EquippedSite,
): Promise<void> {
  const options = { keep: submission.keep, job: resourceTexts(submission) };
  const asked = await requestedBy(request, { ...submission, recipe: recipeOf(submission) }, site);
  const { build } = await orderGeneration(asked, site, options);
  response.redirect(303, `${context.base}/builds/${build}`);
}
