/** Routes of builds: the list, a build, its log, and cancelling it. */
import { type Request, Router, urlencoded } from 'express';
import { UserError } from '../../base/errors.js';
import type { Build } from '../../builds/build.js';
import { cancelBuild, listBuilds, readBuild, readBuildRecipe } from '../../builds/builds.js';
import { readTail } from '../../builds/journal/follow.js';
import { searchLog } from '../../builds/journal/search-log.js';
import { writeLog } from '../../builds/journal/write-log.js';
import { kernelOfBuild } from '../../kernels/find-kernel.js';
import type { Kernel, Origin } from '../../kernels/kernelspec.js';
import { nextSteps } from '../../kernels/requests/next-step.js';
import { canGoOn, requestAgain, whyOutdated } from '../../kernels/requests/retry.js';
import { restartWords } from '../../kernels/running/restart-words.js';
import { runningKernels } from '../../kernels/running/running-kernels.js';
import { updateAgain } from '../../kernels/update/update-again.js';
import type { UpdateArguments } from '../../kernels/update/update-arguments.js';
import { recipeLink } from '../../recipe/link.js';
import type { Recipe } from '../../recipe/recipe.js';
import { hasEnded, LOG_PIECE_BYTES, type NextStep } from '../../shared/builds/build-events.js';
import type { BuildList, BuildPage, BuildsPage, LogPiece } from '../../shared/builds/build-page.js';
import { phaseStates } from '../../shared/builds/build-state.js';
import { buildTitle } from '../../shared/format.js';
import type { Frame } from '../../shared/frame.js';
import { type FoundLines, LONGEST_SEARCH } from '../../shared/log-search.js';
import { textsOfResources } from '../../site/resources.js';
import type { Site } from '../../site/site.js';
import type { WebContext } from '../context.js';
import { upgradeFields } from '../form/filling/update-fields.js';
import { sendJournal, streamJournal } from '../log/journal-stream.js';
import { outputLines } from '../log/log-lines.js';
import { selectRows } from '../pages/builds/build-rows.js';
import { firstUse, keptText } from '../pages/builds/first-use.js';
import { makeFrame } from '../pages/frame.js';
import { linkView } from '../pages/link-view.js';
import { sendPage } from '../pages/send.js';
import { requireSameOrigin, requireToken } from '../security.js';

// A page starts with about the last 500 lines.
const TAIL_BYTES = 64 * 1024;

export function buildRoutes(context: WebContext): Router {
  const router = Router();
  listRoutes(router, context);
  oneBuildRoutes(router, context);
  logRoutes(router, context);
  return router;
}

function listRoutes(router: Router, context: WebContext): void {
  router.get('/builds', async (request, response) => {
    const site = context.site();
    const builds = await listBuilds(site);
    const frame = await makeFrame(context, response, { title: 'Builds', section: 'builds' }, site, builds);
    const rows = selectRows(builds, filterOf(request), partOf(request));
    await sendPage(request, response, 'builds', { ...frame, ...rows, now: Date.now() });
  });

  router.get('/builds/list', async (request, response) => {
    const all = await listBuilds(context.site());
    const running = all.filter(({ state }) => !hasEnded(state.status)).length;
    const { builds } = selectRows(all, filterOf(request), partOf(request));
    response.json({ builds, running, now: Date.now() } satisfies BuildList);
  });
}

function oneBuildRoutes(router: Router, context: WebContext): void {
  router.get('/builds/:id', async (request, response) => {
    const site = context.site();
    const build = await find(request, context);
    const title = buildTitle(build.state.status, build.state.display_name);
    const frame = await makeFrame(context, response, { title, section: 'builds' }, site);
    await sendPage(request, response, 'build', {
      ...frame,
      ...(await makeBuildPage(build, site, context.base)),
      ...(request.query.framed !== undefined && { framed: true }),
    });
  });

  router.get('/builds/:id/state', async (request, response) => {
    const { state } = await find(request, context);
    response.json({ state, phases: phaseStates(state) });
  });

  const guards = [requireSameOrigin, urlencoded({ extended: false, limit: '10kb' }), requireToken];
  // Orders the build again with a change that it offers.
  router.post('/builds/:id/retry', ...guards, async (request, response) => {
    const site = await context.equipped();
    const build = await find(request, context);
    const asked = await requestAgain(build, textOf(request.body?.step), site);
    const { orderGeneration } = await import('../../kernels/requests/order-generation.js');
    const options = { keep: build.order.keep, job: textsOfResources(build.order.resources) };
    const ordered = await orderGeneration(asked, site, options);
    response.redirect(303, `${context.base}/builds/${ordered.build}`);
  });

  router.post('/builds/:id/cancel', ...guards, async (request, response) => {
    const build = await find(request, context);
    await cancelBuild(build);
    response.redirect(303, `${context.base}/builds/${build.id}`);
  });
}

function logRoutes(router: Router, context: WebContext): void {
  router.get('/builds/:id/lines', async (request, response) => {
    const { files } = await find(request, context);
    const before = offsetOf(request.query.before);
    const { lines, start, end } = await readTail(files.journal, LOG_PIECE_BYTES, before);
    response.json({ lines: outputLines(lines), offset: start, end } satisfies LogPiece);
  });

  router.get('/builds/:id/search', async (request, response) => {
    const { files } = await find(request, context);
    const text = textOf(request.query.text);
    const near = offsetOf(request.query.near) ?? 1;
    const reader = new AbortController();
    response.on('close', () => reader.abort());
    const none: FoundLines = { count: 0, before: 0, lines: [] };
    response.json(text === '' ? none : await searchLog(files, { text, near, signal: reader.signal }));
  });

  router.get('/builds/:id/events', async (request, response) => {
    const build = await find(request, context);
    const from = offsetOf(request.get('last-event-id') ?? request.query.from) ?? 0;
    const send = request.query.once === undefined ? streamJournal : sendJournal;
    await send(build, from, response, context.site());
  });

  router.get('/builds/:id/files/:name', async (request, response) => {
    const build = await find(request, context);
    const { name } = request.params;
    const text = keptText(build, name);
    if (text === undefined) throw new UserError('page-unknown', { path: request.path });
    response.attachment(`${build.plan.name}-${name}`).type('text/plain; charset=utf-8').send(text);
  });

  router.get('/builds/:id/log', async (request, response) => {
    const { id, files } = await find(request, context);
    response.attachment(`${id}.log`).type('text/plain; charset=utf-8');
    await writeLog(files, response);
    response.end();
  });
}

/** @throws UserError `build-unknown`. */
async function find(request: Request, context: WebContext): Promise<Build> {
  return readBuild(String(request.params.id), context.site());
}

async function makeBuildPage(build: Build, site: Site, base: string): Promise<Omit<BuildPage, keyof Frame>> {
  const { id, state, plan, files } = build;
  // The recipe of a build may be broken.
  const recipe = hasEnded(state.status) ? await readBuildRecipe(build).catch(() => undefined) : undefined;
  const { config } = site;
  const kernel = state.status === 'succeeded' ? await kernelOfBuild(build, site) : undefined;
  const tail = await readTail(files.journal, TAIL_BYTES);
  return {
    id,
    state,
    phases: phaseStates(state),
    tail: outputLines(tail.lines),
    tail_offset: tail.start,
    offset: tail.end,
    ...(plan.onto && { onto: plan.onto }),
    ...(plan.onto &&
      kernel && { restart: restartWords(await runningKernels(kernel, site), plan.generation) }),
    published: kernel?.origin?.prefix === plan.prefix,
    ...(kernel?.origin && { kernel: launched(kernel, kernel.origin) }),
    next: recipe ? await nextOf(build, recipe, site) : [],
    ...(await retryOf(build, site)),
    ...linkView(recipe && state.status === 'succeeded' ? recipeLink(recipe) : undefined, base),
    now: Date.now(),
    ...(config.jupyter_url && { jupyter: config.jupyter_url }),
    ...(recipe && state.status === 'succeeded' && { use: firstUse(build, recipe, kernel?.name) }),
  };
}

async function retryOf(build: Build, site: Site): Promise<Pick<BuildPage, 'retry'>> {
  const { id, state, plan } = build;
  if (!hasEnded(state.status) || state.status === 'succeeded') return {};
  if (plan.onto && !(await kernelOfBuild(build, site))) return {};
  return { retry: `/?${new URLSearchParams({ retry: id })}` };
}

/** The changes that may help after a failure, each with the form that they fill in. */
async function nextOf(build: Build, recipe: Recipe, site: Site): Promise<BuildPage['next']> {
  const onForm = (step: NextStep) => {
    if (canGoOn(build, step)) return { label: `${step.label}, and continue`, step: step.id };
    return { label: step.label, path: `/?${new URLSearchParams({ retry: build.id, step: step.id })}` };
  };
  const changes = nextSteps(build, recipe);
  if (!build.plan.onto) return changes.map(onForm);
  const kernel = await kernelOfBuild(build, site);
  if (!kernel || whyOutdated(kernel, build)) return [];
  const steps = (build.state.cause?.next ?? []).map(async (step) => {
    if (step.add) return changes.some(({ id }) => id === step.id) ? [onForm(step)] : [];
    // The page *Update* runs no notebook.
    const again = recipe.notebook === '' && (await updateAgain(kernel, build, step, site));
    return again ? [{ label: step.label, path: updatePath(kernel.name, again) }] : [];
  });
  return (await Promise.all(steps)).flat();
}

/** The page *Update*, filled in. */
function updatePath(name: string, { add, remove, upgrade }: UpdateArguments): string {
  const values: [string, string][] = [
    ['name', name],
    ...add.map((text): [string, string] => ['add', text]),
    ...remove.map((each): [string, string] => ['remove', each]),
    ...Object.entries(upgradeFields(upgrade)),
  ];
  return `/kernels/update?${new URLSearchParams(values)}`;
}

function launched({ name, display_name }: Kernel, { generation }: Origin): NonNullable<BuildPage['kernel']> {
  return { name, display_name, generation };
}

function filterOf({ query }: Request): BuildsPage['filter'] {
  return { name: textOf(query.name), status: textOf(query.status) };
}

function partOf({ query }: Request): number {
  return offsetOf(query.part) ?? 1;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, LONGEST_SEARCH) : '';
}

function offsetOf(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
