/** The progress of a download, as real tools make it from a server that stops on the way. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readBuild } from '../../src/builds/builds.js';
import { parseEvent } from '../../src/builds/journal/journal.js';
import { hasEnded } from '../../src/shared/builds/build-events.js';
import { foldEvent, initialState } from '../../src/shared/builds/build-state.js';
import { engineWords } from '../parts/conda/engine.js';
import { serveSlowly } from '../parts/slow/index.js';
import { provideUv, uvDirectory } from '../parts/uv/index.js';
import { makeHome } from '../support/home.js';
import { logText } from '../support/log.js';
import { ended, orderPretend, pretendPlan, running, shell } from '../support/pretend.js';
import { PYTHON } from '../support/python.js';
import { patient, waitFor } from '../support/wait.js';

const BYTES = 5_000_000;
const server = await serveSlowly(BYTES);
/** Seconds for which a tool waits for the server. */
const patience = patient.timeout / 1000;
const STOPS = [0.2, 0.4, 0.6, 0.8];
const simple = `--index-url ${server.address}/simple/ heavy`;

/** The command of each tool, for its own directory. */
const tools: Record<string, () => Promise<string>> = {
  uv: async () => {
    await provideUv();
    const uv = `UV_CACHE_DIR=cache UV_NO_PROGRESS=1 UV_HTTP_TIMEOUT=${patience} ${uvDirectory}/uv`;
    return `${uv} venv -q --python ${PYTHON} made && ${uv} pip install --python made/bin/python ${simple}`;
  },
  pip: async () =>
    `${PYTHON} -m venv made && made/bin/pip --isolated --timeout ${patience} --cache-dir cache install ${simple}`,
  'the conda engine': async () =>
    `CONDA_REMOTE_READ_TIMEOUT_SECS=${patience} ${(await engineWords()).join(' ')} --cache cache --prefix made --channel ${server.address}/channel create heavy`,
};

it.each(Object.keys(tools))('of %s never goes back, and comes to what the server has sent', async (tool) => {
  const home = makeHome();
  const script = (await tools[tool]?.()) ?? '';
  const plan = pretendPlan(home, [shell('install', `cd ${home.directory} && ${script}`)]);
  server.begin();
  const id = await orderPretend(home, plan);
  const { files } = await running(id, 'install', home);
  const goOn = async (what: string, arrived: (at: { done: number; total: number }) => boolean) =>
    waitFor(`${tool} to be at ${what} of the download`, async () => {
      const { state } = await readBuild(id, home.site);
      if (hasEnded(state.status)) throw new Error(await logText(files));
      return arrived(progressOf(files.journal).at(-1) ?? { done: 0, total: BYTES });
    });
  // The runner begins to count when the tool has named the download: what came before is not counted.
  let first = BYTES / 50;
  await goOn('a first piece', ({ done }) => {
    if (server.sent() > 0) first += 200;
    server.letThrough(first);
    return done > 0;
  });
  for (const stop of STOPS) {
    server.letThrough(stop * BYTES);
    await goOn(`${stop}`, ({ done, total }) => Math.abs(done / total - stop) < 0.05);
  }
  server.letThrough(Number.POSITIVE_INFINITY);
  const { state } = await ended(id, home);
  expect(state.status, await logText(files)).toBe('succeeded');
  const seen = progressOf(files.journal);
  const total = seen.at(-1)?.total ?? 0;
  // Some versions of pip download a package twice.
  expect(Math.abs(total / server.sent() - 1)).toBeLessThan(0.1);
  expect(seen.at(-1)?.done).toBe(total);
  expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).sort((a, b) => a - b));
});

/** After each event that changes how far the download is. */
function progressOf(journal: string): { done: number; total: number }[] {
  if (!existsSync(journal)) return [];
  let state = initialState;
  return readFileSync(journal, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const event = parseEvent(line);
      if (!event) return [];
      const before = state;
      state = foldEvent(state, event);
      const bytes = state.steps.find(({ id }) => id === 'install')?.progress?.bytes;
      return bytes && state !== before ? [bytes] : [];
    });
}
