import type { OutgoingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { inlineSources } from '../../src/web/assets.js';
import { makeServer } from '../../src/web/server.js';
import { makeHome } from '../support/home.js';
import { contextOf, type Served, serve, serveHome, Visitor } from '../support/web.js';

const home = makeHome({ shared: true });
const served = await serveHome(home, { shared: true });
const passenger = { environment: { ...home.environment, IN_PASSENGER: '1' } };
const inPortal = await serve(makeServer(contextOf(passenger)), { shared: true });

describe('every answer', () => {
  // Only the browser keeps a page, and asks before it shows it again: Passenger keeps what is not private.
  const page = 'private, no-cache';
  const answers: [string, string, string, string][] = [
    ['a page', 'GET', '/', page],
    ['data', 'GET', '/builds/list', 'no-store'],
    ['an unknown page', 'GET', '/nonsense', page],
    ['an unknown build', 'GET', '/builds/20261125-120000-abcdef', page],
    ['a refused change', 'POST', '/builds', page],
    ['an address that is none', 'GET', '/builds/%E0%A4%A', page],
    ['a method that no page has', 'DELETE', '/builds', page],
  ];

  it.each(answers)('is kept by no cache on the way: %s', async (_what, method, path, kept) => {
    const { headers } = await served.ask(path, { method });
    expect(headers['cache-control']).toBe(kept);
  });

  it.each(answers)(
    'lets a page load nothing from elsewhere, and run nothing inline but the app’s own: %s',
    async (_what, method, path) => {
      const { headers } = await served.ask(path, { method });
      const policy = new Map(
        String(headers['content-security-policy'])
          .split(';')
          .map((directive) => directive.split(' '))
          .map(([name = '', ...values]) => [name, values.join(' ')]),
      );
      expect(Object.fromEntries(policy)).toEqual({
        'default-src': "'none'",
        'script-src': `'self' ${inlineSources('.js').join(' ')}`,
        'style-src': `'self' ${inlineSources('.css').join(' ')}`,
        'img-src': "'self' data:",
        'connect-src': "'self'",
        'font-src': "'self'",
        'form-action': "'self'",
        'base-uri': "'none'",
        'frame-src': "'self'",
        'frame-ancestors': "'self'",
      });
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'same-origin',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
    },
  );
});

describe('the cookie of a visitor', () => {
  it('is for this app alone and out of reach of scripts', async () => {
    const [cookie] = (await served.ask('/')).headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^create_kernel_csrf=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('is sent over https alone where the portal has that', async () => {
    const [cookie] =
      (await inPortal.ask('/', { headers: { 'x-forwarded-proto': 'https' } })).headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/; Secure/);
  });

  it('ignores forwarded headers from a client without a portal', async () => {
    const [cookie] =
      (await served.ask('/', { headers: { 'x-forwarded-proto': 'https' } })).headers['set-cookie'] ?? [];
    expect(cookie).not.toMatch(/; Secure/);
  });

  it('is kept', async () => {
    const visitor = new Visitor(served);
    await visitor.get('/');
    expect((await visitor.get('/builds')).headers).not.toHaveProperty('set-cookie');
  });

  it.each(['', 'short', 'x'.repeat(44), '"; Path=/'])(
    'is replaced if this app did not make it: %j',
    async (value) => {
      const { headers } = await served.ask('/', { headers: { cookie: `create_kernel_csrf=${value}` } });
      expect(headers['set-cookie']).toHaveLength(1);
    },
  );
});

describe('a change', () => {
  it.each([
    '/builds',
    '/preview',
    '/understand',
    '/',
    '/kernels/remove',
    '/builds/20261125-120000-abcdef/cancel',
  ])('is refused to a page of another site: %s', async (path) => {
    const answer = await new Visitor(served).post(path, {}, { origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('did not come from a page of this app');
  });

  it.each(['/builds', '/preview', '/understand', '/kernels/remove', '/builds/20261125-120000-abcdef/cancel'])(
    'is refused without the token of a page: %s',
    async (path) => {
      for (const csrf_token of ['', 'x'.repeat(43), ['a', 'b']]) {
        const answer = await new Visitor(served).post(path, { csrf_token });
        expect(answer.status).toBe(403);
        expect(answer.text).toContain('opened too long ago');
      }
    },
  );

  it("is refused with another visitor's token", async () => {
    const [one, other] = [new Visitor(served), new Visitor(served)];
    await one.get('/');
    expect((await other.post('/understand', { csrf_token: one.csrf })).status).toBe(403);
  });

  it('is refused where the cookie did not come along', async () => {
    const visitor = new Visitor(served);
    await visitor.get('/');
    expect((await visitor.post('/understand', {}, { cookie: '' })).status).toBe(403);
  });

  it("takes the token of a page's script from a header", async () => {
    const visitor = new Visitor(served);
    await visitor.get('/');
    const answer = await visitor.post('/understand', { csrf_token: '' }, { 'x-csrf-token': visitor.csrf });
    expect(answer.status).toBe(200);
  });

  it('cannot be ordered by an address alone', async () => {
    for (const path of ['/preview', '/understand', '/kernels/remove'])
      expect([404, 405]).toContain((await served.ask(path)).status);
  });

  it('keeps what was typed when its page has expired', async () => {
    const visitor = new Visitor(served);
    const typed = { kernel_name: 'Long thought about', csrf_token: 'x'.repeat(43) };
    const { text } = await visitor.post('/builds', typed);
    expect(text).toContain('value="Long thought about"');
    expect((await visitor.post('/understand', { kernel_name: 'Long thought about' })).status).toBe(200);
  });
});

describe('where a request comes from', () => {
  const portal = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'ondemand.example.org' };
  const cases: [string, OutgoingHttpHeaders, boolean][] = [
    ['our own page', {}, true],
    ['a program that says nothing', { origin: undefined }, false],
    ['our page, hidden by a referrer policy', { origin: 'null', 'sec-fetch-site': 'same-origin' }, true],
    ['a page without an address', { origin: 'null' }, false],
    ['a frame without an address', { origin: 'null', 'sec-fetch-site': 'cross-site' }, false],
    ['our page as the browser says', { origin: undefined, 'sec-fetch-site': 'same-origin' }, true],
    ['another site as the browser says', { origin: undefined, 'sec-fetch-site': 'cross-site' }, false],
    ['another port of this host', { 'sec-fetch-site': 'same-site' }, false],
    ['another port of this host, by its origin', { origin: 'http://127.0.0.1:1' }, false],
    ['the address bar', { origin: undefined, 'sec-fetch-site': 'none' }, false],
    [
      'another site that claims to be ours',
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
      false,
    ],
    ['another scheme', { origin: 'https://HOST' }, false],
    ['a longer host', { origin: 'http://HOST.evil.example' }, false],
    ['the portal', { ...portal, origin: 'https://ondemand.example.org' }, true],
    ['the portal without encryption', { ...portal, origin: 'http://ondemand.example.org' }, false],
    ['another host behind the portal', { ...portal, origin: 'https://other.example.org' }, false],
    [
      'the portal behind another proxy',
      {
        'x-forwarded-proto': 'https, http',
        'x-forwarded-host': 'ondemand.example.org, inner',
        origin: 'https://ondemand.example.org',
      },
      true,
    ],
  ];

  it.each(cases)('decides: %s', async (_what, headers, allowed) => {
    const { status } = await new Visitor(inPortal).post('/understand', {}, withHost(headers, inPortal));
    expect(status).toBe(allowed ? 200 : 403);
  });

  it('is not read from the headers of a portal where there is none', async () => {
    const headers = { ...portal, origin: 'https://ondemand.example.org' };
    expect((await new Visitor(served).post('/understand', {}, headers)).status).toBe(403);
  });
});

/** The headers with the server's own host in them. */
function withHost(headers: OutgoingHttpHeaders, { port }: Served): OutgoingHttpHeaders {
  const entries = Object.entries(headers);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value?.toString().replace('HOST', `127.0.0.1:${port}`)]),
  );
}
