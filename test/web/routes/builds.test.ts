import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { request, type ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isBuildList, isLogPiece } from '../../../src/shared/builds/build-page.js';
import { isBuildState } from '../../../src/shared/builds/event-shape.js';
import { has, isObject, listOf } from '../../../src/shared/json-checks.js';
import { asReceived } from '../../support/as-received.js';
import { makeHome } from '../../support/home.js';
import { makePastBuild } from '../../support/past-build.js';
import { ended, orderPretend, pretendPlan, running, shell } from '../../support/pretend.js';
import { waitFor } from '../../support/wait.js';
import { serveHome, Visitor } from '../../support/web.js';

const home = makeHome({ shared: true });
const served = await serveHome(home, { shared: true });
const { ask } = served;
const UNKNOWN = '20261125-000000-000000';

const isState = has({ state: isBuildState, phases: listOf(isObject) });

describe('the list of builds', () => {
  const home = makeHome({ shared: true });
  const past = [
    makePastBuild(home, { name: 'climate', display_name: 'Climate analysis', status: 'succeeded' }),
    makePastBuild(home, { name: 'fish', display_name: '<b>Fish</b>' }),
    makePastBuild(home, { name: 'climate-2', status: 'cancelled' }),
  ];
  const listed = serveHome(home, { shared: true });

  it.each([
    ['', [2, 1, 0]],
    ['?name=CLIMATE', [2, 0]],
    ['?name=analysis', [0]],
    ['?status=failed', [1]],
    ['?status=cancelled&name=climate', [2]],
    ['?name=nothing', []],
    ['?status=nonsense', []],
    ['?name=a&name=b', [2, 1, 0]],
    ['?name[]=a&status[x]=y', [2, 1, 0]],
    ['?__proto__=a&constructor=b', [2, 1, 0]],
    ['?name=%00', []],
    ['?name=%E0%A4%A', []],
    [`?name=${'x'.repeat(8000)}`, []],
  ])('shows those that match %s, newest first', async (query, expected) => {
    const { status, text } = await (await listed).ask(`/builds${query}`);
    expect(status).toBe(200);
    const shown = [...text.matchAll(/href="\/builds\/([\w-]+)"/g)].map(([, id]) => id);
    expect([...new Set(shown)]).toEqual(expected.map((index) => past[index]?.id));
  });

  it('shows names as text', async () => {
    const { text } = await (await listed).ask('/builds?name=%3Ci%3E');
    expect(text).not.toContain('<i>');
    expect((await (await listed).ask('/builds')).text).not.toContain('<b>');
  });

  it('is data for the page that keeps itself true', async () => {
    const { text } = await (await listed).ask('/builds/list');
    const { builds } = asReceived(text, isBuildList);
    expect(builds).toMatchObject([
      { name: 'climate-2', status: 'cancelled' },
      { name: 'fish' },
      { built_on: 'portal host' },
    ]);
  });
});

describe("a build's page", () => {
  it('shows where it stands and the end of its log', async () => {
    const { id } = makePastBuild(home, { output: ['first words', '<script>alert(1)</script>'] });
    const { status, text } = await ask(`/builds/${id}`);
    expect(status).toBe(200);
    expect(text).toContain('first words');
    expect(text).toContain('&lt;script&gt;alert(1)');
  });

  it('shows a build that was ordered a moment ago', async () => {
    const id = await orderPretend(home, pretendPlan(home, [shell('wait', 'sleep 999')], 'fresh'));
    expect((await ask(`/builds/${id}`)).text).toContain('fresh kernel');
  });

  it('gives its state as data', async () => {
    const { id } = makePastBuild(home, { name: 'shown', status: 'cancelled' });
    const { text } = await ask(`/builds/${id}/state`);
    expect(asReceived(text, isState)).toMatchObject({
      state: { name: 'shown', status: 'cancelled', steps: [{ id: 'work', status: 'cancelled' }] },
      phases: [{ id: 'install', status: 'cancelled', seconds: 1.5 }],
    });
  });
});

describe('an unknown build', () => {
  const parts = ['', '/state', '/lines', '/events', '/log'];
  const ids = [
    UNKNOWN,
    'nonsense',
    '..',
    '%2e%2e',
    '..%2f..%2fetc',
    '..%5c..',
    `${UNKNOWN}%00`,
    `${UNKNOWN}%2f..`,
    '__proto__',
    '%ff',
    'x'.repeat(5000),
  ];

  it.each(ids.flatMap((id) => parts.map((part) => [id, part])))('is not found: %s%s', async (id, part) => {
    const { status, headers, text } = await ask(`/builds/${id}${part}`);
    expect(status).toBe(404);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toContain('does not exist');
  });

  it('is data for programs', async () => {
    const { headers, text } = await ask(`/builds/${UNKNOWN}/state`, {
      headers: { accept: 'application/json' },
    });
    expect(headers['content-type']).toMatch('application/json');
    expect(JSON.parse(text)).toMatchObject({ problems: [{ code: 'build-unknown' }] });
  });

  it('cannot be cancelled', async () => {
    expect((await new Visitor(served).post(`/builds/${UNKNOWN}/cancel`, {})).status).toBe(404);
  });
});

describe('earlier lines of a log', () => {
  const output = Array.from({ length: 8000 }, (_, index) => `line ${index + 1} ${'.'.repeat(60)}`);
  const lines = async (id: string, before: string) =>
    asReceived((await ask(`/builds/${id}/lines?before=${before}`)).text, isLogPiece);

  it('come in pieces that leave nothing out and repeat nothing', async () => {
    const { id } = makePastBuild(home, { output });
    const found: string[] = [];
    let pieces = 0;
    for (let before = ''; before !== '0'; pieces++) {
      const piece = await lines(id, before);
      found.unshift(...piece.lines.map(({ text }) => text));
      before = String(piece.offset);
    }
    expect(found).toEqual(output);
    expect(pieces).toBeGreaterThan(2);
  });

  it.each(['', '-1', '1e9', 'NaN', '0x10', '+5', '99999999999999999999', '5&before=6'])(
    'come from the end where it is asked for those before %j',
    async (before) => {
      const { id } = makePastBuild(home, { output: ['a', 'b'] });
      expect((await lines(id, before)).lines.map(({ text }) => text)).toEqual(['a', 'b']);
    },
  );

  it('are none before the first, and none behind what there is', async () => {
    const { id } = makePastBuild(home, { output: ['a', 'b'] });
    expect(await lines(id, '0')).toMatchObject({ lines: [], offset: 0 });
    expect((await lines(id, '999999999999999')).lines).toEqual([]);
  });
});

describe('the whole log', () => {
  it('is a file of plain text', async () => {
    const { id } = makePastBuild(home, { output: ['\u001b[31mred\u001b[0m', '<b>'] });
    const { headers, text } = await ask(`/builds/${id}/log`);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename=${id}.log`,
      'x-content-type-options': 'nosniff',
    });
    expect(text).toContain('$ work hard\nred\n<b>\n# exit status 1');
  });

  it('is whole however long it is', async () => {
    const output = Array.from({ length: 100_000 }, (_, index) => `line ${index + 1} ${'.'.repeat(100)}`);
    const { id } = makePastBuild(home, { output });
    const { text } = await ask(`/builds/${id}/log`);
    expect(text.split('\n').filter((line) => line.startsWith('line '))).toEqual(output);
  });

  it('is given up for a client that has left', async () => {
    const output = Array.from({ length: 100_000 }, () => '.'.repeat(100));
    const { id } = makePastBuild(home, { output });
    const asked = once(served.server, 'request');
    const sent = request({ port: served.port, path: `/builds/${id}/log`, agent: false }).end();
    sent.on('error', () => {}).on('response', (incoming) => incoming.once('data', () => sent.destroy()));
    const [, response] = (await asked) as [unknown, ServerResponse];
    await waitFor('the reading to end', () => response.closed && response.writableEnded);
    expect(response.writableLength).toBeLessThan(1e6);
  });
});

describe('cancelling', () => {
  it('ends a build, and asking twice does no harm', async () => {
    const id = await orderPretend(home, pretendPlan(home, [shell('wait', 'sleep 999')], 'cancelled'));
    await running(id, 'wait', home);
    const visitor = new Visitor(served);
    const answers = await Promise.all([
      visitor.post(`/builds/${id}/cancel`, {}),
      visitor.post(`/builds/${id}/cancel`, {}),
    ]);
    for (const { status, headers } of answers)
      expect({ status, location: headers.location }).toEqual({ status: 303, location: `/builds/${id}` });
    const build = await ended(id, home);
    expect(build.state.status).toBe('cancelled');
    expect(existsSync(build.plan.prefix)).toBe(false);
  });

  it('is refused for a build that has ended, in words', async () => {
    const { id } = makePastBuild(home);
    const { status, text } = await new Visitor(served).post(`/builds/${id}/cancel`, {});
    expect(status).toBe(409);
    expect(text).toContain('has already ended');
  });
});

describe('what a kernel was made from', () => {
  const built = makePastBuild(home, { name: 'kept', status: 'succeeded' });

  it('can be downloaded', async () => {
    const { status, headers, text } = await served.ask(`/builds/${built.id}/files/recipe.yml`);
    expect(status).toBe(200);
    expect(headers['content-disposition']).toBe('attachment; filename=kept-recipe.yml');
    expect(text).toContain('name: kept');
    writeFileSync(built.files.script, '#!/bin/bash\n');
    const script = await served.ask(`/builds/${built.id}/files/script.sh`);
    expect(script.headers['content-disposition']).toBe('attachment; filename=kept-script.sh');
    expect(script.text).toBe('#!/bin/bash\n');
  });

  it.each(['lock.txt', 'plan.json', 'constructor', '..%2Fplan.json'])('is nothing else: %s', async (name) => {
    expect((await served.ask(`/builds/${built.id}/files/${name}`)).status).toBe(404);
  });
});

describe('five hundred builds', () => {
  const many = makeHome({ shared: true });
  for (let number = 0; number < 500; number++)
    makePastBuild(many, { name: number % 50 === 0 ? `rare-${number}` : `often-${number}`, output: ['x'] });
  const listing = serveHome(many, { shared: true });
  const compressed = { headers: { 'accept-encoding': 'br' } };

  it('come in short parts, the newest first', async () => {
    const { text, bytes } = await (await listing).ask('/builds');
    expect([...text.matchAll(/<tr data-id/g)]).toHaveLength(100);
    expect(text).toContain('500 builds');
    expect(text.indexOf('often-499')).toBeLessThan(text.indexOf('often-401'));
    expect(text).toContain('href="/builds?part=5"');
    expect(bytes.length).toBeGreaterThan(60_000);
    expect((await (await listing).ask('/builds', compressed)).bytes.length).toBeLessThan(20_000);
  });

  it.each([
    ['?part=5', 100, 'often-1'],
    ['?part=9', 100, 'often-1'],
    ['?part=0', 100, 'often-499'],
    ['?name=rare', 10, 'rare-450'],
    ['?name=rare&part=2', 10, 'rare-0'],
    ['?status=succeeded', 0, 'No builds match'],
  ])('are filtered by the address, in the list and in its data: %s', async (query, count, wanted) => {
    const { text } = await (await listing).ask(`/builds${query}`);
    expect([...text.matchAll(/<tr data-id/g)]).toHaveLength(count);
    expect(text).toContain(wanted);
    const list = await (await listing).ask(`/builds/list${query}`);
    const { builds, running } = asReceived(list.text, isBuildList);
    expect([builds.length, running]).toEqual([count, 0]);
  });
});
