/** Routes of the page *Update* of a kernel: the form, reading its text while a person types, what would change, and the order. */
import { Router } from 'express';
import { RequestErrors, userErrorsOf } from '../../../base/errors.js';
import { problemsOf } from '../../../form/problems.js';
import { findKernel } from '../../../kernels/find-kernel.js';
import { checkAnswers } from '../../../kernels/home.js';
import type { Kernel } from '../../../kernels/kernelspec.js';
import { checkMayChange } from '../../../kernels/may-change.js';
import { updating } from '../../../kernels/operations/index.js';
import { perform } from '../../../kernels/operations/perform.js';
import { findShown, readShown } from '../../../kernels/operations/shown.js';
import { restartWords } from '../../../kernels/running/restart-words.js';
import { runningKernels } from '../../../kernels/running/running-kernels.js';
import type { UpdateArguments } from '../../../kernels/update/update-arguments.js';
import type { EquippedSite } from '../../../site/site.js';
import type { Exchange, WebContext } from '../../context.js';
import { statusOf } from '../../errors.js';
import { formReader } from '../../form/reading/read-form.js';
import { readGathered } from '../../form/reading/read-sent.js';
import { readUpdate, readUpdateSubmission } from '../../form/reading/update-submission.js';
import { uploadedFiles } from '../../form/reading/upload.js';
import { makeChips } from '../../form/typing/chips.js';
import { makeFrame } from '../../pages/frame.js';
import { makeUpdatePage, type UpdateState } from '../../pages/kernels/update-page.js';
import { sendPage } from '../../pages/send.js';
import { checkToken, requireSameOrigin, requireToken } from '../../security.js';

export function updateRoutes(context: WebContext): Router {
  const router = Router();
  // One field for each package that is removed.
  const readForm = [requireSameOrigin, formReader(context, { fields: 1000 })];

  // A link fills in the form, and changes nothing.
  router.get('/kernels/update', async (request, response) => {
    const exchange = { context, request, response };
    const site = await context.equipped();
    const kernel = await kernelNamed(request.query.name, site);
    await sendForm(exchange, kernel, { given: readUpdate(request.query) });
  });

  router.post('/kernels/update/understand', ...readForm, requireToken, async (request, response) => {
    const site = await context.equipped();
    const kernel = await kernelNamed(request.body.name, site);
    const values = { kernel_packages: textIn(request.body.add), kernel_language: kernel.language };
    const { notebook, errors } = readUpdateSubmission(request.body, uploadedFiles(request), site, kernel);
    const chips = makeChips(await readGathered(context, { body: values, files: [] }), []);
    response.json({ chips, problems: problemsOf(errors), ...(notebook && { notebook }) });
  });

  router.post('/kernels/update/preview', ...readForm, async (request, response) => {
    await orShowForm({ context, request, response }, async (kernel, given, site) => {
      const { previewOperation } = await import('../../../kernels/requests/preview/preview-operation.js');
      const asked = { kernel, given: { ...given } };
      const previewed = await previewOperation(updating, asked, site, { solutions: context.solutions });
      await sendForm({ context, request, response }, kernel, { given, previewed });
    });
  });

  router.post('/kernels/update', ...readForm, async (request, response) => {
    await orShowForm({ context, request, response }, async (kernel, given, site) => {
      const shown = readShown(request.body);
      const performed = await perform(updating, { kernel, given: { ...given }, shown }, site);
      if ('ordered' in performed) response.redirect(303, `${context.base}/builds/${performed.ordered.build}`);
    });
  });

  return router;
}

/** @throws UserError `kernel-unknown`, or that the kernel cannot be changed. */
async function kernelNamed(name: unknown, site: EquippedSite): Promise<Kernel> {
  const kernel = await findKernel(textIn(name), site);
  checkMayChange(kernel);
  checkAnswers(kernel, site);
  return kernel;
}

/** Runs an action. If it is refused, shows the form again with what was typed and the problems. */
async function orShowForm(
  exchange: Exchange,
  act: (kernel: Kernel, given: UpdateArguments, site: EquippedSite) => Promise<void>,
): Promise<void> {
  const { context, request, response } = exchange;
  const site = await context.equipped();
  const shown = readShown(request.body);
  const { kernel, changed } = await findShown(updating, textIn(request.body?.name), shown, site);
  checkAnswers(kernel, site);
  const { given, errors: mistakes } = readUpdateSubmission(
    request.body,
    uploadedFiles(request),
    site,
    kernel,
  );
  try {
    checkToken(request, response);
    if (changed) throw changed;
    checkMayChange(kernel);
    if (mistakes.length > 0) throw new RequestErrors(mistakes);
    await act(kernel, given, site);
  } catch (error) {
    const errors = userErrorsOf(error);
    if (errors.length === 0) throw error;
    response.status(statusOf(errors));
    await sendForm(exchange, kernel, { given, errors });
  }
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

async function sendForm(
  { context, request, response }: Exchange,
  kernel: Kernel,
  state: Omit<UpdateState, 'restart'>,
): Promise<void> {
  const site = await context.equipped();
  const title = `Update ${kernel.display_name}`;
  const frame = await makeFrame(context, response, { title, section: 'kernels' }, site);
  const restart = restartWords(await runningKernels(kernel, site));
  const page = makeUpdatePage(kernel, context.form(), site, { ...state, restart });
  await sendPage(request, response, 'update', { ...frame, ...page });
}
