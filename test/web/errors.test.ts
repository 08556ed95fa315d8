import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestErrors, UserError } from '../../src/base/errors.js';
import type { WebContext } from '../../src/web/context.js';
import { statusOf } from '../../src/web/errors.js';
import { makeServer } from '../../src/web/server.js';
import { makeHome } from '../support/home.js';
import { makePastBuild } from '../support/past-build.js';
import { contextOf, serve, serveHome } from '../support/web.js';

const json = { headers: { accept: 'application/json' } };

/** What goes into the server's log while a test of this block runs. */
function hearLog() {
  const log = vi.fn();
  beforeEach(() => {
    log.mockClear();
    const spy = vi.spyOn(console, 'error').mockImplementation(log);
    return () => spy.mockRestore();
  });
  return log;
}

describe('a mistake', () => {
  it('is a page for people', async () => {
    const { status, headers, text } = await (await serveHome(makeHome())).ask('/nonsense/<b>');
    expect(status).toBe(404);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toContain('The page <code>/nonsense/&lt;b&gt;</code> does not exist');
  });

  it.each(['/preview', '/recipes/remove', '/builds/20261130-000000-000000/retry', '/kernels/check'])(
    'says that nothing was done if a login of the portal leads back without the form: %s',
    async (path) => {
      const { status, headers, text } = await (await serveHome(makeHome())).ask(path);
      expect(status).toBe(405);
      expect(headers.allow).toBe('POST');
      expect(text).toContain(`Nothing was changed: <code>${path}</code> got no form`);
    },
  );

  it('is data for programs', async () => {
    const { status, text } = await (await serveHome(makeHome())).ask('/nonsense', json);
    expect(status).toBe(404);
    expect(JSON.parse(text)).toEqual({
      problems: [{ code: 'page-unknown', message: expect.any(String), hint: expect.any(String) }],
    });
  });

  it.each<[string, UserError[], number]>([
    ['a wrong request', [new UserError('name-empty', { given: '' })], 422],
    ['a refusal', [new UserError('build-ended', { build: '', state: '' })], 409],
    ['something unknown', [new UserError('build-unknown', { build: '' })], 404],
    [
      'a wrong request that would be refused as well',
      [new UserError('build-ended', { build: '', state: '' }), new UserError('name-empty', { given: '' })],
      422,
    ],
    ['a fault of ours', [], 500],
  ])('has its status: %s', (_what, errors, status) => {
    expect(statusOf(errors)).toBe(status);
    if (errors.length > 0) expect(statusOf(new RequestErrors(errors).errors)).toBe(status);
  });
});

describe('a fault of ours', () => {
  const log = hearLog();

  const fault = new Error('a private detail');
  const failing = {
    'in a route': {
      form() {
        throw fault;
      },
    },
    'in the error page too': {
      get portal(): string {
        throw fault;
      },
    },
  } satisfies Record<string, Partial<WebContext>>;

  function serveFailing(change: Partial<WebContext>) {
    const context = contextOf(makeHome());
    // Spreading would call the getter.
    return serve(makeServer(Object.defineProperties(context, Object.getOwnPropertyDescriptors(change))));
  }

  it.each(Object.entries(failing))(
    'is a plain sentence for people, and whole in the log: %s',
    async (_where, change) => {
      const { status, headers, text } = await (await serveFailing(change)).ask('/');
      expect(status).toBe(500);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(text).not.toContain('private detail');
      expect(text).not.toMatch(/\.ts|\.js:|at .*node/);
      expect(log).toHaveBeenCalledWith(fault);
    },
  );

  it('is data for programs, without details', async () => {
    const { text } = await (await serveFailing(failing['in a route'])).ask('/', json);
    expect(JSON.parse(text)).toMatchObject({ problems: [{ code: 'internal-error' }] });
    expect(text).not.toContain('private detail');
  });

  it('in the middle of an answer ends the connection, so that half a log is not taken for a whole one', async () => {
    const home = makeHome();
    const { id, files } = makePastBuild(home, { output: Array(20_000).fill('.'.repeat(100)) });
    const { ask, server } = await serveHome(home);
    server.on('request', (_request, response) => {
      const write = response.write.bind(response);
      let pieces = 0;
      response.write = ((...words: Parameters<typeof write>) => {
        if (++pieces > 2) throw fault;
        return write(...words);
      }) as typeof write;
    });
    expect(files.journal).toBeDefined();
    await expect(ask(`/builds/${id}/log`)).rejects.toThrow(/aborted|hang up|reset/);
    expect(log).toHaveBeenCalledWith(fault);
    expect((await ask('/builds/list')).status).toBe(200);
  });
});

describe("a site's settings that cannot be read", () => {
  const log = hearLog();

  function serveSite(write: (path: string) => void) {
    const home = makeHome();
    const path = join(home.directory, 'settings');
    write(path);
    return serveHome({ ...home, environment: { ...home.environment, CREATE_KERNEL_SITE: path } });
  }

  const broken: [string, (path: string) => void, string][] = [
    ['are no YAML', (path) => writeFileSync(path, 'limits: ['), 'YAML'],
    ['have a misspelt name', (path) => writeFileSync(path, 'limit: {}'), 'limit'],
    ['are not there', () => {}, 'does not exist'],
    ['are a link to themselves', (path) => symlinkSync(path, path), 'ELOOP'],
    [
      'have a directory in place of a file',
      (path) => mkdirSync(join(path, 'site.yml'), { recursive: true }),
      'EISDIR',
    ],
  ];

  it.each(broken)(
    'are reported on every page and in the log, and nothing crashes: they %s',
    async (_what, write, why) => {
      const { ask } = await serveSite(write);
      for (const path of ['/', '/builds', '/kernels']) {
        const { status, text } = await ask(path);
        expect(status).toBe(503);
        expect(text).toContain('has a mistake at');
        expect(text).toContain(why);
      }
      const [error] = log.mock.lastCall ?? [];
      expect(error).toMatchObject({ code: 'site-not-understood' });
    },
  );

  it('are data for programs', async () => {
    const { ask } = await serveSite(() => {});
    const { text } = await ask('/builds/list', json);
    expect(JSON.parse(text)).toMatchObject({ problems: [{ code: 'site-not-understood' }] });
  });

  it('can be fixed while the app runs', async () => {
    let path = '';
    const { ask } = await serveSite((given) => {
      path = given;
      writeFileSync(path, 'limits: [');
    });
    expect((await ask('/builds')).status).toBe(503);
    writeFileSync(path, '');
    expect((await ask('/builds')).status).toBe(200);
  });
});
