import { describe, expect, it, vi } from 'vitest';
import { type AccessGuard, makeAccessGuard } from '../../src/web/access-link.js';
import { makeServer } from '../../src/web/server.js';
import { makeHome } from '../support/home.js';
import { type Answer, contextOf, type Served, serve } from '../support/web.js';

interface Guarded extends Served {
  guard: AccessGuard;
  /** Called each time that a link was used. */
  used: ReturnType<typeof vi.fn>;
}

async function serveGuarded(): Promise<Guarded> {
  const used = vi.fn();
  const guard = makeAccessGuard('', used);
  const context = contextOf(makeHome());
  return { ...(await serve(makeServer(context, guard.handler))), guard, used };
}

/** What a browser sends after it has opened a link. */
async function enter({ ask, guard }: Guarded): Promise<{ cookie: string }> {
  const [cookie = ''] = (await ask(guard.link())).headers['set-cookie'] ?? [];
  return { cookie: cookie.split(';', 1)[0] ?? '' };
}

function expectClosed({ status, text, headers }: Answer): void {
  expect(status).toBe(403);
  expect(text).toContain('private to the person who started the app');
  // Every other page would say the same.
  expect(text).not.toMatch(/<nav|class="btn/);
  expect(headers).not.toHaveProperty('set-cookie');
}

describe('without a link', () => {
  it.each([
    '/',
    '/builds',
    '/builds/list',
    '/kernels',
    '/nonsense',
    '/?token=',
    '/?token=guessed',
    '/?token=a&token=b',
  ])('nothing is shown: %s', async (path) => expectClosed(await (await serveGuarded()).ask(path)));

  it('nothing is changed', async () => {
    const { ask, origin } = await serveGuarded();
    expectClosed(await ask('/builds', { method: 'POST', headers: { origin }, body: 'kernel_name=a' }));
  });

  it.each([
    'create_kernel_session_PORT=',
    'create_kernel_session_PORT=guessed',
    'create_kernel_session=undefined',
  ])('no other cookie will do: %s', async (cookie) => {
    const { ask, port } = await serveGuarded();
    expectClosed(await ask('/', { headers: { cookie: cookie.replace('PORT', String(port)) } }));
  });

  it('the pictures are there, which are everybody’s', async () => {
    expect((await (await serveGuarded()).ask('/logo.svg')).status).toBe(200);
  });
});

describe('a link', () => {
  it('opens the pages and leaves no secret in the address', async () => {
    const guarded = await serveGuarded();
    const { status, headers } = await guarded.ask(guarded.guard.link());
    expect({ status, location: headers.location }).toEqual({ status: 303, location: '/' });
    expect(headers['referrer-policy']).toBe('same-origin');
  });

  it('gives a cookie that carries its port in its name, for hosts that serve several people', async () => {
    const guarded = await serveGuarded();
    const { headers } = await guarded.ask(guarded.guard.link());
    const name = `create_kernel_session_${guarded.port}`;
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(new RegExp(`^${name}=[\\w-]{32}; Path=/; HttpOnly; SameSite=Lax$`)),
    ]);
  });

  it('works once', async () => {
    const guarded = await serveGuarded();
    const link = guarded.guard.link();
    await guarded.ask(link);
    expectClosed(await guarded.ask(link));
  });

  it('is followed by a new one, which the terminal shows', async () => {
    const guarded = await serveGuarded();
    const first = guarded.guard.link();
    expect(guarded.used).not.toHaveBeenCalled();
    await guarded.ask(first);
    expect(guarded.used).toHaveBeenCalledTimes(1);
    expect(guarded.guard.link()).not.toBe(first);
    expect((await guarded.ask(guarded.guard.link())).status).toBe(303);
  });

  it('is not used up by a program that only looks where it leads', async () => {
    const guarded = await serveGuarded();
    expect((await guarded.ask(guarded.guard.link(), { method: 'HEAD' })).status).toBe(403);
    expect((await guarded.ask(guarded.guard.link())).status).toBe(303);
  });

  it('opens all pages to the browser that used it, and to no other', async () => {
    const guarded = await serveGuarded();
    const headers = await enter(guarded);
    for (const path of ['/', '/builds', '/builds/list', '/kernels'])
      expect((await guarded.ask(path, { headers })).status).toBe(200);
    expectClosed(await guarded.ask('/'));
  });

  it('leaves no secret in any page', async () => {
    const guarded = await serveGuarded();
    const headers = await enter(guarded);
    const secret = headers.cookie.split('=')[1] ?? '';
    for (const path of ['/', '/builds', '/kernels', '/nonsense']) {
      const { text } = await guarded.ask(path, { headers });
      expect(text).not.toContain(secret);
      expect(text).not.toContain('token=');
    }
  });

  it('leaves the browsers in that came before', async () => {
    const guarded = await serveGuarded();
    const first = await enter(guarded);
    await enter(guarded);
    expect((await guarded.ask('/', { headers: first })).status).toBe(200);
  });
});

describe('a name that somebody else made lead here', () => {
  // DNS rebinding: the browser takes the page for another site's, and would give that site what we answer.
  it.each([
    'evil.example',
    'evil.example:8650',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '127.0.0.1@evil',
    '[::1',
  ])('opens nothing, even with a link or a cookie: %j', async (host) => {
    const guarded = await serveGuarded();
    const headers = await enter(guarded);
    expectClosed(await guarded.ask('/', { headers: { ...headers, host } }));
    expectClosed(await guarded.ask(guarded.guard.link(), { headers: { host } }));
  });

  it.each(['localhost', 'localhost:9999', '127.0.0.1:9999', '[::1]:9999'])(
    'is not this: %s, as at the end of a tunnel',
    async (host) => {
      const guarded = await serveGuarded();
      const { cookie } = await enter(guarded);
      expect((await guarded.ask('/', { headers: { cookie, host } })).status).toBe(200);
    },
  );
});
