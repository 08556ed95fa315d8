import express, { Router } from 'express';
import { expect, it } from 'vitest';
import { onFirstUse } from '../../../src/web/routes/index.js';
import { makeHome } from '../../support/home.js';
import { contextOf, serve } from '../../support/web.js';

const context = contextOf(makeHome({ shared: true }));

/** A server with one group of routes. `fails` is how often its first loads fail. */
async function serveGroup({ method, fails = 0 }: { method?: 'POST'; fails?: number } = {}) {
  const group = {
    ...{ loaded: 0, paths: ['/', '/one'] },
    ...(method && { method }),
    async load() {
      group.loaded += 1;
      if (group.loaded <= fails) throw new Error('Its file is not there');
      return () =>
        Router().all(['/', '/one/page'], (_request, response) => void response.send('from the group'));
    },
  };
  const app = express().set('env', 'production').use(onFirstUse(group, context));
  const failed: express.ErrorRequestHandler = (_error, _request, response, _next) => {
    response.status(500).end();
  };
  const { ask } = await serve(app.use(failed));
  return { group, ask };
}

it('is not loaded for other paths', async () => {
  const { group, ask } = await serveGroup();
  for (const path of ['/other', '/onepage', '/other/one']) expect((await ask(path)).status).toBe(404);
  expect(group.loaded).toBe(0);
});

it('is loaded once for requests that come at the same time', async () => {
  const { group, ask } = await serveGroup();
  const answers = await Promise.all(['/', '/one/page', '/one/page'].map((path) => ask(path)));
  expect(answers.map(({ text }) => text)).toEqual(Array(3).fill('from the group'));
  expect(group.loaded).toBe(1);
});

it('leaves a path below that it does not have to others', async () => {
  const { ask } = await serveGroup();
  expect((await ask('/one/nonsense')).status).toBe(404);
});

it('is loaded for its own method alone', async () => {
  const { group, ask } = await serveGroup({ method: 'POST' });
  expect((await ask('/one/page')).status).toBe(404);
  expect(group.loaded).toBe(0);
  expect((await ask('/one/page', { method: 'POST' })).status).toBe(200);
});

it('is tried again after a failure', async () => {
  const { ask } = await serveGroup({ fails: 1 });
  expect((await ask('/')).status).toBe(500);
  expect((await ask('/')).text).toBe('from the group');
});
