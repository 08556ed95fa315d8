import { once } from 'node:events';
import { appendFileSync, writeFileSync } from 'node:fs';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { readStored } from '../../../src/base/stored.js';
import { cancelBuild, readBuild } from '../../../src/builds/builds.js';
import { identify, identityFormat } from '../../../src/builds/holding/processes/process-identity.js';
import { makeHome } from '../../support/home.js';
import { makePastBuild, type PastBuild } from '../../support/past-build.js';
import { ended, orderPretend, pretendPlan, running, shell } from '../../support/pretend.js';
import { Source } from '../../support/source.js';
import { waitFor } from '../../support/wait.js';
import { serveHome } from '../../support/web.js';

const home = makeHome({ shared: true });
const served = await serveHome(home, { shared: true });

/** An event source on the events of a build. */
function follow(id: string, query = '', headers: OutgoingHttpHeaders = {}): Source {
  return new Source(served.port, `/builds/${id}/events${query}`, headers);
}

function offsetAfter({ lines }: PastBuild, count: number): number {
  return Buffer.byteLength(
    lines
      .slice(0, count)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

describe('the events of a build that has ended', () => {
  const output = ['é', '🐍 β', '<b>', ...Array.from({ length: 5000 }, (_, index) => `line ${index}`)];

  it('are its whole journal, then the end', async () => {
    const past = makePastBuild(home, { output });
    const { lines, events } = await follow(past.id).all();
    expect(lines).toEqual(past.lines);
    expect(events.at(-1)).toEqual({ event: 'end', id: String(offsetAfter(past, Infinity)), lines: [''] });
  });

  it('carry the place in the journal as their id', async () => {
    const past = makePastBuild(home, { output });
    const [first] = (await follow(past.id).all()).events;
    expect(Number(first?.id)).toBe(offsetAfter(past, first?.lines.length ?? 0));
  });

  it.each([0, 1, 4, 100])(
    'go on behind the first %i lines, as an address or as a browser asks for it',
    async (count) => {
      const past = makePastBuild(home, { output });
      const offset = offsetAfter(past, count);
      const wanted = past.lines.slice(count);
      expect((await follow(past.id, `?from=${offset}`).all()).lines).toEqual(wanted);
      const again = follow(past.id, '?from=0', { 'last-event-id': offset });
      expect((await again.all()).lines).toEqual(wanted);
    },
  );

  it('are the end alone for a reader that has everything else, or it would ask for ever', async () => {
    const past = makePastBuild(home, { output: ['a'] });
    const { events } = await follow(past.id, `?from=${offsetAfter(past, Infinity)}`).all();
    expect(events.map(({ event }) => event)).toEqual(['end']);
  });

  it.each(['?from=-1', '?from=NaN', '?from=1e3', '?from=5&from=6', '?from[a]=1', '?from='])(
    'begin at the beginning for %s',
    async (query) => {
      const past = makePastBuild(home, { output: ['a'] });
      expect((await follow(past.id, query).all()).lines).toEqual(past.lines);
    },
  );
});

describe('the events of a build that runs', () => {
  it('come as they happen, and end with it', async () => {
    const gate = `${home.directory}/gate`;
    const script = `echo first; while ! [ -e ${gate} ]; do sleep 0.02; done; echo second`;
    const id = await orderPretend(home, pretendPlan(home, [shell('talk', script)], 'talking'));
    const source = follow(id);
    await waitFor('the first line', () => source.text.includes('"text":"first"'));
    expect(source.text).not.toContain('"text":"second"');
    writeFileSync(gate, '');
    await source.all();
    expect(source.text).toContain('"text":"second"');
    expect(source.events.at(-1)?.event).toBe('end');
    expect(source.lines.at(-1)).toContain('"status":"succeeded"');
  });

  it('lose nothing and repeat nothing over any number of interruptions', async () => {
    const wait = `until [ -e ${home.directory}/heard-$i ]; do sleep 0.02; done`;
    const script = `for i in $(seq 300); do echo "line $i"; [ $((i % 20)) != 0 ] || ${wait}; done`;
    const id = await orderPretend(home, pretendPlan(home, [shell('talk', script)], 'interrupted'));
    const heard: string[] = [];
    let from = '0';
    for (let [over, next] = [false, 20]; !over; next += 20) {
      const source = follow(id, '', { 'last-event-id': from });
      await waitFor('something', () => source.events.length > 0);
      source.leave();
      writeFileSync(`${home.directory}/heard-${next}`, '');
      heard.push(...source.lines);
      from = source.events.at(-1)?.id ?? from;
      over = source.events.some(({ event }) => event === 'end');
    }
    const numbers = heard.flatMap((line) => /"text":"line (\d+)"/.exec(line)?.[1] ?? []).map(Number);
    expect(numbers).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
  });

  it('are all that there is where nothing more is waited for', async () => {
    const id = await orderPretend(home, pretendPlan(home, [shell('wait', 'echo so far; sleep 999')], 'once'));
    await running(id, 'wait', home);
    await waitFor('the line', async () =>
      (await served.ask(`/builds/${id}/events?once=1`)).text.includes('so far'),
    );
    const { events } = await follow(id, '?once=1').all();
    expect(events.map(({ event }) => event)).not.toContain('end');
  });

  it('tell of a runner that was killed', async () => {
    const id = await orderPretend(home, pretendPlan(home, [shell('wait', 'sleep 999')], 'killed'));
    const { files } = await running(id, 'wait', home);
    const source = follow(id);
    process.kill(storedIdentity(files.runner).pid, 'SIGKILL');
    await source.all();
    expect(source.lines.at(-1)).toContain('"status":"interrupted"');
    expect(source.events.at(-1)?.event).toBe('end');
  });

  it('wait for the end of a line that is still being written', async () => {
    const past = makePastBuild(home, { name: 'torn', status: 'running' });
    // The runner: this very process.
    writeFileSync(past.files.runner, JSON.stringify(identify()));
    const source = follow(past.id);
    await waitFor('the journal', () => source.lines.length === past.lines.length);
    appendFileSync(past.files.journal, '{"type":"status","time":1,');
    appendFileSync(past.files.journal, '"status":"failed"}\n');
    await source.all();
    expect(source.lines.at(-1)).toBe('{"type":"status","time":1,"status":"failed"}');
  });
});

describe('a reader that leaves', () => {
  const watches = () => process.getActiveResourcesInfo().filter((each) => each === 'FSEventWrap').length;

  it('leaves nothing running behind, and the build goes on', async () => {
    const id = await orderPretend(home, pretendPlan(home, [shell('wait', 'sleep 999')], 'watched'));
    await running(id, 'wait', home);
    const before = watches();
    const sources = Array.from({ length: 10 }, () => follow(id));
    await waitFor('all to be served', () => watches() === before + 10);
    for (const source of sources) source.leave();
    await waitFor('all to be let go', () => watches() === before);
    expect((await running(id, 'wait', home)).state.status).toBe('running');
  });

  it('before its first event is let go too', async () => {
    const past = makePastBuild(home, { name: 'left', status: 'running' });
    writeFileSync(past.files.runner, JSON.stringify(identify()));
    const before = watches();
    for (let count = 0; count < 20; count++) {
      const asked = once(served.server, 'request');
      const source = follow(past.id);
      const [, response] = (await asked) as [unknown, ServerResponse];
      source.leave();
      await waitFor('the server to notice', () => response.closed);
    }
    await waitFor('all to be let go', () => watches() === before);
  });
});

it('a build that has been cancelled ends its stream', async () => {
  const id = await orderPretend(home, pretendPlan(home, [shell('wait', 'sleep 999')], 'stopped'));
  await running(id, 'wait', home);
  const source = follow(id);
  await cancelBuild(await readBuild(id, home.site));
  expect((await source.all()).lines.at(-1)).toContain('"status":"cancelled"');
  await ended(id, home);
});

function storedIdentity(path: string) {
  return readStored(path, identityFormat).value;
}
