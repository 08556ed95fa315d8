import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { appRoot } from '../src/base/program.js';
import { makeHome } from './support/home.js';
import { buildProgram } from './support/program.js';
import { waitFor } from './support/wait.js';

interface Started {
  child: ChildProcess;
  output(): string;
  /** The links that it has printed so far. */
  links(): string[];
}

/** The compiled program, as `npm start` starts it. */
function start(variables: Record<string, string> = {}): Started {
  const { environment } = makeHome();
  const child = spawn(process.execPath, [join(appRoot, 'dist', 'app.js')], {
    env: { ...environment, PATH: '/usr/bin:/bin', ...variables },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => (output += piece));
  const links = () => output.match(/http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/g) ?? [];
  return { child, output: () => output, links };
}

const link = (started: Started, index = 0) => waitFor('a link', () => started.links()[index]);

/** Takes a port until the test ends. */
async function takePort(port = 0): Promise<number> {
  const server = createServer();
  onTestFinished(() => void server.close());
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('the app outside Open OnDemand', () => {
  beforeAll(buildProgram);

  it('prints a link that opens it once, then the next one', async () => {
    const started = start({ CREATE_KERNEL_PORT: '0' });
    const first = await link(started);
    const [once, again] = [
      await fetch(first, { redirect: 'manual' }),
      await fetch(first, { redirect: 'manual' }),
    ];
    expect([once.status, again.status]).toEqual([303, 403]);
    const second = await link(started, 1);
    expect((await fetch(second, { redirect: 'manual' })).status).toBe(303);
  });

  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/logo.svg', 'image/svg+xml'],
    ['/builds/list', 'application/json; charset=utf-8'],
  ])('names the media type of %s', async (path, type) => {
    const entered = await fetch(await link(start({ CREATE_KERNEL_PORT: '0' })), { redirect: 'manual' });
    const [cookie = ''] = entered.headers.getSetCookie();
    const answer = await fetch(new URL(path, entered.url), {
      headers: { cookie: cookie.split(';')[0] ?? '' },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
  });

  it('listens on the loopback interface only', async () => {
    const { port } = new URL(await link(start({ CREATE_KERNEL_PORT: '0' })));
    await expect(fetch(`http://127.0.0.2:${port}/`)).rejects.toThrow();
  });

  it('takes another port if the usual one is taken', async () => {
    const port = await waitFor('another port', async () => {
      // Another process may have it, and give it back before the app looks.
      await takePort(8650).catch(() => {});
      const { port } = new URL(await link(start()));
      return port !== '8650' && port;
    });
    expect(port).toMatch(/^\d+$/);
  });

  it.each(['taken', 'nonsense', '99999', '-1'])(
    'reports a port that it cannot listen on: %s',
    async (given) => {
      const port = given === 'taken' ? String(await takePort()) : given;
      const { child, output } = start({ CREATE_KERNEL_PORT: port });
      const [code] = await once(child, 'close');
      expect(code).toBe(1);
      expect(output()).toMatch(/^Create Kernel cannot listen: .*\n$/);
    },
  );

  it('starts with unreadable settings, and reports them on its page', async () => {
    const started = start({ CREATE_KERNEL_PORT: '0', CREATE_KERNEL_SITE: '/nonexistent/site.yml' });
    const opened = await fetch(await link(started), { redirect: 'manual' });
    const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const page = await fetch(new URL('/', opened.url), { headers: { cookie } });
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('/nonexistent/site.yml');
    expect(started.child.exitCode).toBe(null);
  });
});
