import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { identify } from '../../src/builds/holding/processes/process-identity.js';
import { makeHome } from '../support/home.js';
import { makePastBuild } from '../support/past-build.js';
import { type Served, serveHome, Visitor } from '../support/web.js';

const pages = ['/', '/builds', '/builds/list', '/kernels'];

describe('under Open OnDemand', () => {
  const BASE = '/pun/sys/create_kernel';
  const variables = { PASSENGER_BASE_URI: BASE, ONDEMAND_TITLE: 'The Portal' };
  const home = makeHome({ shared: true, variables });
  const served = serveHome(home, { shared: true });

  it.each(['', '/', '/builds', '/builds/', '/kernels'])('is found below the base path: %j', async (path) => {
    expect((await (await served).ask(BASE + path)).status).toBe(200);
  });

  it.each([
    '/',
    '/builds',
    '/pun/sys',
    '/pun/sys/create_kernel2',
    '/pun/sys/create_kernel/nonsense',
    `${BASE}/..%2f`,
  ])('is not found elsewhere: %s', async (path) => {
    expect((await (await served).ask(path)).status).toBe(404);
  });

  it('keeps every link below the base path', async () => {
    const { id } = makePastBuild(home);
    for (const path of ['', '/builds', `/builds/${id}`, '/kernels', '/nonsense']) {
      const { text } = await (await served).ask(BASE + path);
      const links = [...text.matchAll(/(?:href|src|action|formaction)="(\/[^"]*)"/g)].map(
        ([, link = '']) => link,
      );
      expect(links.length).toBeGreaterThan(5);
      expect(links.filter((link) => !link.startsWith(BASE) && link !== '/pun/sys/dashboard')).toEqual([]);
    }
  });

  it('keeps its cookie away from the other apps of the portal', async () => {
    const [cookie] = (await (await served).ask(`${BASE}/`)).headers['set-cookie'] ?? [];
    expect(cookie).toContain(`Path=${BASE};`);
  });

  it('shows the way back', async () => {
    const { text } = await (await served).ask(BASE);
    expect(text).toContain('href="/pun/sys/dashboard"');
    expect(text).toContain('The Portal');
  });

  it('takes a base path with a slash at its end as well', async () => {
    const slashed = makeHome({ variables: { PASSENGER_BASE_URI: `${BASE}/` } });
    const { ask } = await serveHome(slashed);
    expect((await ask(BASE)).text).toContain(`action="${BASE}/builds"`);
  });

  it('leads on below the base path', async () => {
    const { headers } = await new Visitor(await served, BASE).post('/kernels/remove', { name: 'none' });
    expect(headers).not.toHaveProperty('location');
  });
});

describe('a request of another kind', () => {
  const home = makeHome({ shared: true });
  const served = serveHome(home, { shared: true });

  it.each(pages)('HEAD is answered with the headers alone: %s', async (path) => {
    const { status, text, headers } = await (await served).ask(path, { method: 'HEAD' });
    expect({ status, text }).toEqual({ status: 200, text: '' });
    expect(headers['cache-control']).toBe(path === '/builds/list' ? 'no-store' : 'private, no-cache');
  });

  it.each(['state', 'lines', 'log', 'events'])('HEAD ends for a build too: %s', async (part) => {
    const { id } = makePastBuild(home);
    const { status } = await (await served).ask(`/builds/${id}/${part}`, { method: 'HEAD' });
    expect(status).toBe(200);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])(
    '%s changes nothing and finds no page',
    async (method) => {
      for (const path of ['/', '/builds', '/kernels/remove'])
        expect((await (await served).ask(path, { method })).status).toBe(404);
    },
  );

  it('from another site that asks beforehand is given no leave', async () => {
    const { headers } = await (await served).ask('/builds', {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it.each([
    '/../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/.git/config',
    '//etc/passwd',
    '/logo.svg%00.html',
    '/%c0%ae%c0%ae/',
    '//evil.example/',
    '/\\evil.example',
  ])('for a file that is not public finds none: %s', async (path) => {
    const { status, headers } = await (await served).ask(path);
    expect(status).toBe(404);
    expect(headers).not.toHaveProperty('location');
  });
});

describe('a data directory', () => {
  async function expectPages(served: Served, more: string[] = []): Promise<void> {
    for (const path of [...pages, ...more]) expect((await served.ask(path)).status).toBe(200);
  }

  it('need not be there', async () => {
    const home = makeHome();
    await expectPages(await serveHome(home));
  });

  it('may be a file, or below one', async () => {
    for (const data of ['site.yml', 'site.yml/deep']) {
      const home = makeHome();
      const environment = { ...home.environment, CREATE_KERNEL_DATA: `${home.directory}/${data}` };
      const served = await serveHome({ ...home, environment });
      await expectPages(served);
      const { status, text } = await new Visitor(served).post('/builds', { kernel_name: 'demo' });
      expect({ status, reported: text.includes('cannot be written to') }).toEqual({
        status: 409,
        reported: true,
      });
    }
  });

  it('may hold anything, torn files and files of other versions too', async () => {
    const home = makeHome();
    const { id } = makePastBuild(home);
    const contents = ['', 'null', '5', '{}', '[]', '{"name":', '{"name":null}'];
    for (const file of ['plan', 'order', 'journal', 'status', 'runner', 'step'] as const)
      for (const text of contents) writeFileSync(makePastBuild(home, { name: 'odd' }).files[file], text);
    const builds = `${home.data_root}/builds`;
    mkdirSync(`${builds}/20261125-235959-000000`);
    writeFileSync(`${builds}/20261125-235959-000001`, 'a file');
    const odd = readdirSync(builds).filter((each) => each !== id);
    const served = await serveHome(home);
    await expectPages(served, [`/builds/${id}`]);
    for (const each of odd) {
      for (const part of ['', '/state', '/lines', '/log'])
        expect([200, 404]).toContain((await served.ask(`/builds/${each}${part}`)).status);
    }
  });

  it('may be one that cannot be written', async () => {
    const home = makeHome();
    const { id } = makePastBuild(home);
    const far = makePastBuild(home, { name: 'far', status: 'running' });
    // A runner on another host: only a file can tell it to end.
    writeFileSync(far.files.runner, JSON.stringify({ ...identify(), host: 'elsewhere' }));
    const kernel = `${home.jupyter_data}/kernels/mine`;
    mkdirSync(kernel, { recursive: true });
    const origin = { version: '1', generation: 1, prefix: '/nonexistent/mine/1', manager: 'uv', recipe: {} };
    const spec = { argv: ['x'], display_name: 'M', metadata: { create_kernel: origin } };
    writeFileSync(`${kernel}/kernel.json`, JSON.stringify(spec));
    const served = await serveHome(home);
    await served.ask('/');
    await withoutRights(home.directory, async () => {
      // Its recipe cannot be read either.
      const shown = '/kernels/show?name=mine';
      await expectPages(served, [shown, `/builds/${id}`, `/builds/${far.id}`, `/?retry=${id}`]);
      const visitor = new Visitor(served);
      for (const [path, fields] of [
        ['/builds', { kernel_name: 'demo' }],
        [`/builds/${far.id}/cancel`, {}],
        ['/kernels/remove', { name: 'mine' }],
        ['/preview', { kernel_name: 'demo' }],
      ] as const) {
        const { status, text } = await visitor.post(path, fields);
        expect({ path, status, reported: text.includes('cannot be written to') }).toEqual({
          path,
          status: 409,
          reported: true,
        });
      }
    });
  });
});

it('many requests at once are all answered', async () => {
  const home = makeHome();
  for (let count = 0; count < 20; count++) makePastBuild(home, { name: `many-${count}` });
  const { ask } = await serveHome(home);
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => ask(pages[index % 4] ?? '/')));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
});

const NOBODY = 65534;

/** Does something as a user who may read a directory but write nothing in it. */
async function withoutRights(directory: string, act: () => Promise<void>): Promise<void> {
  const paths = [
    directory,
    ...readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((each) => `${directory}/${each}`),
  ];
  for (const path of paths) chmodSync(path, 0o555);
  const root = process.getuid?.() === 0;
  if (root) process.seteuid?.(NOBODY);
  try {
    await act();
  } finally {
    if (root) process.seteuid?.(0);
    for (const path of paths) chmodSync(path, 0o755);
  }
}
