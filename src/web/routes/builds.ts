/** Builds: ordering one, watching it, its log, cancelling it. */
import { type Request, type Response, Router, urlencoded } from 'express';
import { type Build, cancelBuild, listBuilds, readBuild } from '../../build/builds.js';
import { isPublished } from '../../build/clear.js';
import { hasEnded, LOG_PIECE_BYTES, streamEvents } from '../../build/events.js';
import { followJournal, readPiece, readTail } from '../../build/follow.js';
import { readState } from '../../build/journal.js';
import { settle } from '../../build/settle.js';
import { phaseStates } from '../../build/state.js';
import { writeLog } from '../../build/write-log.js';
import { buildTitle } from '../../words-for.js';
import type { WebContext } from '../context.js';
import { makeFrame } from '../frame.js';
import { outputLines } from '../log-lines.js';
import { renderPage } from '../render.js';
import { requireSameOrigin, requireToken } from '../security.js';
import { openStream } from '../sse.js';
import type { BuildRow } from '../view-models.js';

// A page begins with about the last five hundred lines.
const TAIL_BYTES = 64 * 1024;

export function buildRoutes(context: WebContext): Router {
  const router = Router();
  const find = async (request: Request): Promise<Build> =>
    readBuild(String(request.params.id), await context.site());

  router.get('/builds', async (request, response) => {
    const site = await context.site();
    const filter = { name: textOf(request.query.name), status: textOf(request.query.status) };
    const builds = (await listBuilds(site)).map(toRow).filter((row) => matches(row, filter));
    const frame = await makeFrame(context, response, { title: 'Builds', place: 'builds' }, site);
    response.send(renderPage('builds', { ...frame, builds, filter, now: Date.now() }));
  });

  router.get('/builds/list', async (_request, response) => {
    const builds = await listBuilds(await context.site());
    response.json({ builds: builds.map(toRow), now: Date.now() });
  });

  router.get('/builds/:id', async (request, response) => {
    const site = await context.site();
    const build = await find(request);
    const frame = await makeFrame(
      context,
      response,
      { title: buildTitle(build.state.status, build.state.display_name), place: 'builds' },
      site,
    );
    const tail = await readTail(build.files.journal, TAIL_BYTES);
    const jupyter = site.config.jupyter_url;
    const page = {
      ...frame,
      id: build.id,
      state: build.state,
      phases: phaseStates(build.state),
      tail: outputLines(tail.lines),
      tail_offset: tail.start,
      offset: tail.end,
      published: isPublished(build.plan),
      now: Date.now(),
      ...(jupyter && { jupyter }),
    };
    response.send(renderPage('build', page));
  });

  router.get('/builds/:id/state', async (request, response) => {
    const { state } = await find(request);
    response.json({ state, phases: phaseStates(state) });
  });

  router.get('/builds/:id/lines', async (request, response) => {
    const { files } = await find(request);
    const { lines, start, end } = await readTail(
      files.journal,
      LOG_PIECE_BYTES,
      offsetOf(request.query.before),
    );
    response.json({ lines: outputLines(lines), offset: start, end });
  });

  router.get('/builds/:id/events', async (request, response) => {
    const build = await find(request);
    const from = offsetOf(request.get('last-event-id') ?? request.query.from) ?? 0;
    if (request.query.once === undefined) await streamJournal(build, from, response);
    else await sendJournal(build, from, response);
  });

  router.get('/builds/:id/log', async (request, response) => {
    const { id, files } = await find(request);
    response.attachment(`${id}.log`).type('text/plain; charset=utf-8');
    await writeLog(files, response);
    response.end();
  });

  router.post(
    '/builds/:id/cancel',
    requireSameOrigin,
    urlencoded({ extended: false, limit: '10kb' }),
    requireToken,
    async (request, response) => {
      const build = await find(request);
      cancelBuild(build);
      response.redirect(303, `${context.base}/builds/${build.id}`);
    },
  );

  return router;
}

/** Sends the journal from an offset on, as it grows, until the build's end. */
async function streamJournal(build: Build, from: number, response: Response): Promise<void> {
  const stream = openStream(response);
  const look = async () => {
    await settle({ ...build, state: await readState(build.files) });
  };
  let id = String(from);
  for await (const { lines, end } of followJournal(build.files, {
    from,
    signal: stream.signal,
    onQuiet: () => void look().catch(console.error),
  })) {
    id = String(end);
    await stream.send({ event: streamEvents.journal, id, data: lines.join('\n') });
  }
  // Also for a reader that had everything but this: it would ask again and again.
  if (!stream.signal.aborted) await stream.send({ event: streamEvents.end, id, data: '' });
  stream.end();
}

/** Sends what the journal holds now: behind a proxy that keeps an answer until its end, no stream arrives. */
async function sendJournal({ files }: Build, from: number, response: Response): Promise<void> {
  const stream = openStream(response);
  const { status } = await readState(files);
  let id = String(from);
  for (let piece = await readPiece(files.journal, from); piece && !stream.signal.aborted; ) {
    id = String(piece.end);
    await stream.send({ event: streamEvents.journal, id, data: piece.lines.join('\n') });
    piece = await readPiece(files.journal, piece.end);
  }
  if (hasEnded(status)) await stream.send({ event: streamEvents.end, id, data: '' });
  stream.end();
}

function toRow({ id, state, order }: Build): BuildRow {
  const phase = phaseStates(state).find((each) => each.status === 'running')?.id;
  return {
    id,
    name: state.name,
    display_name: state.display_name,
    status: state.status,
    started: state.started,
    manager: state.manager,
    where: order.launcher,
    ...(state.reason && { reason: state.reason }),
    ...(phase && { phase }),
    ...(state.ended && { ended: state.ended }),
  };
}

function matches(
  { name, display_name, status }: BuildRow,
  filter: { name: string; status: string },
): boolean {
  const wanted = filter.name.toLowerCase();
  return (
    (filter.status === '' || filter.status === status) &&
    `${name}\n${display_name}`.toLowerCase().includes(wanted)
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200) : '';
}

function offsetOf(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
