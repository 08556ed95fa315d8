import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { assetFile, assetImports } from '../../src/web/assets.js';
import { makeHome } from '../support/home.js';
import { serveHome } from '../support/web.js';

const served = await serveHome(makeHome({ shared: true }), { shared: true });
const names = ['style.css', 'page.js', 'create.js', 'build.js', 'builds.js', 'theme.js'];

describe('a script or style', () => {
  it.each(names)('has a name that changes with its content, and browsers keep it: %s', async (name) => {
    expect(assetFile(name)).toMatch(/^\w+-[A-Z0-9]{8}\.(css|js)$/);
    const { status, headers } = await served.ask(`/assets/${assetFile(name)}`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'cache-control': 'private, max-age=31536000, immutable',
      'content-type': name.endsWith('css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
      vary: 'Accept-Encoding',
    });
  });

  it.each([
    ['br', 'br, gzip', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])('is compressed as the browser can read it: %s', async (coding, accepted, decompress) => {
    const path = `/assets/${assetFile('style.css')}`;
    const { text: plain } = await served.ask(path);
    const { headers, bytes } = await served.ask(path, { headers: { 'accept-encoding': accepted } });
    expect(headers['content-encoding']).toBe(coding);
    expect(bytes.length).toBeLessThan(plain.length / 4);
    expect(decompress(bytes).toString()).toBe(plain);
  });

  it('is there with everything that it imports', async () => {
    for (const file of names.flatMap(assetImports))
      expect((await served.ask(`/assets/${file}`)).status).toBe(200);
  });

  it.each(['nothing.js', 'assets.json', '.js', 'style.css'])('is not there: %s', async (file) => {
    const { status, headers } = await served.ask(`/assets/${file}`, { headers: { 'accept-encoding': 'br' } });
    expect(status).toBe(404);
    expect(headers['cache-control']).toBe('private, no-cache');
  });
});

describe('the first page', () => {
  const inline = (text: string, tag: string) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(text)?.[1] ?? '';
  const sourceOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

  it('contains its styles, so that a browser shows it without a second round trip', async () => {
    const { text, headers } = await served.ask('/');
    expect(text).not.toContain('<link rel="stylesheet"');
    expect(text).not.toMatch(/<script src=/);
    expect(text).toContain(`<link rel="prefetch" as="style" href="/assets/${assetFile('style.css')}">`);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain(`style-src 'self' ${sourceOf(inline(text, 'style'))}`);
    expect(policy).toContain(`script-src 'self' ${sourceOf(inline(text, 'script'))}`);
    expect(inline(text, 'style').length).toBeLessThan(90_000);
  });

  it('is the only one that does: a browser that was here before has the file', async () => {
    const cookie = String((await served.ask('/')).headers['set-cookie']?.[0]).split(';')[0] ?? '';
    const { text } = await served.ask('/builds', { headers: { cookie } });
    expect(text).toContain(`<link rel="stylesheet" href="/assets/${assetFile('style.css')}">`);
    expect(text).not.toContain('<style>');
  });
});

describe('a page', () => {
  it('is compressed', async () => {
    const { headers } = await served.ask('/', { headers: { 'accept-encoding': 'br' } });
    expect(headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' });
    expect(Number(headers['content-length'])).toBeLessThan(40_000);
  });

  it('has another token in its text each time, and all of them count', async () => {
    const cookie = String((await served.ask('/')).headers['set-cookie']?.[0]).split(';')[0] ?? '';
    const tokens = await Promise.all(
      [1, 2].map(async () => {
        const { text } = await served.ask('/', { headers: { cookie } });
        return /name="csrf-token" content="([^"]+)"/.exec(text)?.[1] ?? '';
      }),
    );
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens) {
      const { status } = await served.ask('/understand', {
        method: 'POST',
        headers: {
          cookie,
          origin: served.origin,
          'x-csrf-token': token,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'kernel_packages=six',
      });
      expect(status).toBe(200);
    }
  });
});
