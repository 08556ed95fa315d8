/** The progress of a download, as real tools make it from a slow server. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseEvent } from '../../src/builds/journal/journal.js';
import { foldEvent, initialState } from '../../src/shared/builds/build-state.js';
import { engineWords } from '../parts/conda/engine.js';
import { serveSlowly } from '../parts/slow/index.js';
import { provideUv, uvDirectory } from '../parts/uv/index.js';
import { makeHome } from '../support/home.js';
import { logText } from '../support/log.js';
import { ended, orderPretend, pretendPlan, shell } from '../support/pretend.js';
import { PYTHON } from '../support/python.js';

const BYTES = 5_000_000;
const server = await serveSlowly(BYTES, 800_000);
const simple = `--index-url ${server.address}/simple/ heavy`;

/** The command of each tool, for its own directory. */
const tools: Record<string, () => Promise<string>> = {
  uv: async () => {
    await provideUv();
    const uv = `UV_CACHE_DIR=cache UV_NO_PROGRESS=1 ${uvDirectory}/uv`;
    return `${uv} venv -q --python ${PYTHON} made && ${uv} pip install --python made/bin/python ${simple}`;
  },
  pip: async () => `${PYTHON} -m venv made && made/bin/pip --isolated --cache-dir cache install ${simple}`,
  'the conda engine': async () =>
    `${(await engineWords()).join(' ')} --cache cache --prefix made --channel ${server.address}/channel create heavy`,
};

it.each(Object.keys(tools))(
  'of %s never goes back, and is within 20 % of what the server has sent',
  async (tool) => {
    server.forget();
    const home = makeHome();
    const script = (await tools[tool]?.()) ?? '';
    const plan = pretendPlan(home, [shell('install', `cd ${home.directory} && ${script}`)]);
    const { files, state } = await ended(await orderPretend(home, plan), home);
    expect(state.status, await logText(files)).toBe('succeeded');
    const seen = progressOf(files.journal);
    const total = seen.at(-1)?.total ?? 0;
    // Some versions of pip download a package twice.
    expect(Math.abs(total / server.sentAt(Date.now()) - 1)).toBeLessThan(0.1);
    expect(seen.at(-1)?.done).toBe(total);
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).sort((a, b) => a - b));
    const between = seen.filter(({ done }) => done > 0 && done < total);
    expect(new Set(between.map(({ done }) => done)).size).toBeGreaterThan(4);
    for (const { time, done } of between)
      expect(Math.abs(done - server.sentAt(time)) / total, `${done} at ${time}`).toBeLessThan(0.2);
  },
);

/** After each event that changes how far the download is. */
function progressOf(journal: string): { time: number; done: number; total: number }[] {
  let state = initialState;
  return readFileSync(journal, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const event = parseEvent(line);
      if (!event) return [];
      const before = state;
      state = foldEvent(state, event);
      const bytes = state.steps.find(({ id }) => id === 'install')?.progress?.bytes;
      return bytes && state !== before ? [{ time: event.time, ...bytes }] : [];
    });
}
