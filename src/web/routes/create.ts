/** Routes of the page *Create*: the form, reading it while a person types, the preview, and ordering the build. */
import { type Request, type Response, Router } from 'express';
import { collect, type UserError, userErrorsOf } from '../../base/errors.js';
import { readBuild, readBuildRecipe } from '../../builds/builds.js';
import {
  chosenPreset,
  PRESET_FIELD,
  presetOf,
  valuesMadeFrom,
  valuesOfRecipe,
} from '../../form/site-form.js';
import { recipeOf, resourceTexts, type Submission } from '../../form/submission.js';
import { listKernels } from '../../kernels/kernelspec.js';
import { possibleBases } from '../../kernels/like/recipe-like.js';
import { nextSteps, recipeAfter } from '../../kernels/requests/next-step.js';
import { orderGeneration } from '../../kernels/requests/order-generation.js';
import { savedRecipe, saveRecipe } from '../../presets/my-recipes.js';
import { withoutAgreements } from '../../presets/preset-rules.js';
import { fromIndex } from '../../recipe/from-index.js';
import type { Cause, NextStep } from '../../shared/build/build-events.js';
import type { RetryCause } from '../../shared/form/create-page.js';
import { knownModules } from '../../site/modules/modules.js';
import { textsOfResources } from '../../site/resources.js';
import type { EquippedSite, Site } from '../../site/site.js';
import type { WebContext } from '../context.js';
import { statusOf } from '../errors.js';
import { filledLike, likeValues } from '../form/filling/like-values.js';
import { readLinkedRecipe } from '../form/filling/linked-recipe.js';
import {
  kernelToUpdate,
  requestedBy,
  UPDATE_FIELD,
  updateOf,
  valuesToUpdate,
} from '../form/filling/recipe-to-update.js';
import { formReader } from '../form/reading/read-form.js';
import { readSent } from '../form/reading/read-sent.js';
import { understand } from '../form/typing/understand.js';
import { type FormState, makeCreatePage } from '../pages/create/create-page.js';
import { myRecipeViews } from '../pages/create/my-recipe-views.js';
import { makeFrame } from '../pages/frame.js';
import { sendPage } from '../pages/send.js';
import { checkToken, requireSameOrigin, requireToken } from '../security.js';

export function createRoutes(context: WebContext): Router {
  const router = Router();
  const readForm = formReader(context);

  router.get('/', async (request, response) => {
    const exchange = { context, request, response };
    await sendForm(exchange, await initialState(exchange));
  });

  // *Change* on the preview leads back to the form. *Take the packages from the package index* changes it.
  router.post('/', requireSameOrigin, readForm, async (request, response) => {
    const submission = await readSent(context, request);
    await sendForm(
      { context, request, response },
      { values: valuesToChange(submission, context.site()), sent: true, ...updateOf(request) },
    );
  });

  router.post('/understand', requireSameOrigin, readForm, requireToken, async (request, response) => {
    const site = await context.equipped();
    const kernel = await kernelToUpdate(request, site);
    response.json(await understand(await readSent(context, request), site, kernel));
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

interface Exchange {
  context: WebContext;
  request: Request;
  response: Response;
}

/** The sent values; those of a recipe that takes its packages from the package index, if that is asked for. */
function valuesToChange({ values, draft, from_index }: Submission, site: Site): Record<string, string> {
  if (!from_index || !draft) return values;
  const { kernel_name = '', display_name = '' } = values;
  return { ...values, ...valuesOfRecipe(fromIndex(draft).recipe, site), kernel_name, display_name };
}

/** The values of the build or the preset that the address names. @throws UserError if the build does not exist. */
async function initialState({ context, request, response }: Exchange): Promise<FormState> {
  const { retry, step, preset, like, module, recipe, update } = request.query;
  if (typeof update === 'string') return valuesToUpdate(update, context.site());
  if (typeof retry === 'string')
    return valuesToRepeat(retry, typeof step === 'string' ? step : '', context.site());
  if (typeof recipe === 'string') {
    const saved = savedRecipe(recipe, context.site());
    return { values: valuesOfRecipe(saved.recipe, context.site()), from_recipe: saved.title };
  }
  if (typeof like === 'string')
    return valuesLike({ like, module: typeof module === 'string' ? module : '' }, context.site(), response);
  if (typeof preset !== 'string') return { values: {} };
  const values = { [PRESET_FIELD]: preset };
  const errors: UserError[] = [];
  collect(errors, () => chosenPreset(values, context.site()));
  if (errors.length > 0) response.status(statusOf(errors));
  return { values, errors };
}

/** A kernel that cannot be a base is a problem of the form, which stays usable. */
async function valuesLike(
  { like, module }: { like: string; module: string },
  site: Site,
  response: Response,
): Promise<FormState> {
  try {
    const { values, display_name, notes } = await likeValues(like, module, site);
    return { values, like: { display_name, notes } };
  } catch (error) {
    const errors = userErrorsOf(error);
    if (errors.length === 0) throw error;
    response.status(statusOf(errors));
    return { values: {}, errors };
  }
}

/** @throws UserError if the build does not exist. */
async function valuesToRepeat(id: string, step: string, site: Site): Promise<FormState> {
  const build = await readBuild(id, site);
  const recipe = step ? await recipeAfter(build, step) : await readBuildRecipe(build);
  // The site may have removed the preset since then.
  const preset = presetOf({ [PRESET_FIELD]: build.order.preset ?? '' }, site);
  const values = preset ? valuesMadeFrom(recipe, preset, site) : valuesOfRecipe(recipe, site);
  const retry = { values: { ...values, ...textsOfResources(build.order.resources) }, retry_of: build.id };
  const { cause } = build.state;
  return !cause || step ? retry : { ...retry, retry_cause: causeView(cause, nextSteps(build, recipe)) };
}

/** The field that the fixes of a failure change has it as its problem. */
function causeView({ code, message, hint }: Cause, next: readonly NextStep[]): RetryCause {
  const field = next.some((each) => each.language_version !== undefined)
    ? 'language_version'
    : 'kernel_packages';
  return {
    code,
    message,
    hint,
    ...(next.length > 0 && { field }),
    next: next.map(({ id, label }) => ({ id, label })),
  };
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
    await sendForm(exchange, { values: submission.values, errors, ...updateOf(request) });
  }
}

async function preview(
  { context, request, response }: Exchange,
  submission: Submission,
  site: EquippedSite,
): Promise<void> {
  const { previewGeneration } = await import('../../kernels/requests/preview/preview.js');
  const asked = await requestedBy(request, { ...submission, recipe: recipeOf(submission) }, site);
  const { difference, ...previewed } = await previewGeneration(asked, site, { answers: context.answers });
  const frame = await makeFrame(context, response, { title: 'Preview', section: 'create' }, site);
  const { values, notes } = submission;
  const { update_of = '' } = updateOf(request);
  const sent = { ...values, ...(update_of && { [UPDATE_FIELD]: update_of }) };
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

async function sendForm({ context, request, response }: Exchange, given: FormState): Promise<void> {
  const site = await context.equipped();
  const frame = await makeFrame(context, response, { title: 'Create a kernel', section: 'create' }, site);
  const known = { kernel_modules: await knownModules(site) };
  const bases = possibleBases(await listKernels(site));
  const page = makeCreatePage(context.form(), site, {
    ...given,
    ...{ known, bases, my_recipes: myRecipeViews(site, context.base) },
  });
  await sendPage(request, response, 'create', { ...frame, ...page });
}
