import express, { Router } from 'express';
import { expect, it } from 'vitest';
import { onFirstUse } from '../../../src/web/routes/index.js';
import { serve } from '../../support/web.js';

/** A server with routes that are counted when they are loaded. `fails` is how often their first loads fail. */
async function serveLater({ fails = 0 } = {}) {
  const routes = {
    loaded: 0,
    async load() {
      routes.loaded += 1;
      if (routes.loaded <= fails) throw new Error('Their file is not there');
      return Router().get('/page', (_request, response) => void response.send('from the routes'));
    },
  };
  const { handle, load } = onFirstUse(routes.load);
  const failed: express.ErrorRequestHandler = (_error, _request, response, _next) => {
    response.status(500).end();
  };
  const { ask } = await serve(express().use(handle).use(failed));
  return { routes, load, ask };
}

it('are loaded once for requests that come at the same time', async () => {
  const { routes, ask } = await serveLater();
  const answers = await Promise.all([1, 2, 3].map(() => ask('/page')));
  expect(answers.map(({ text }) => text)).toEqual(Array(3).fill('from the routes'));
  expect(routes.loaded).toBe(1);
});

it('are loaded once if that begins before the first request', async () => {
  const { routes, load, ask } = await serveLater();
  load();
  expect((await ask('/page')).status).toBe(200);
  expect(routes.loaded).toBe(1);
});

it('leave other paths to what comes after them', async () => {
  const { ask } = await serveLater();
  expect((await ask('/nonsense')).status).toBe(404);
});

it('are tried again after a failure', async () => {
  const { ask } = await serveLater({ fails: 1 });
  expect((await ask('/page')).status).toBe(500);
  expect((await ask('/page')).text).toBe('from the routes');
});
