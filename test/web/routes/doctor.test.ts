import { userInfo } from 'node:os';
import { expect, it } from 'vitest';
import { makeHome } from '../../support/home.js';
import { serveHome } from '../../support/web.js';

const indexes = { default: ['http://127.0.0.1:9/simple'] };

it('shows administrators what the doctor found, and leads them there', async () => {
  const settings = { administrators: [userInfo().username], indexes };
  const variables = { https_proxy: 'http://ada:hunter2secret@127.0.0.1:9' };
  const { ask } = await serveHome(makeHome({ pretendUv: true, settings, variables }));
  expect((await ask('/kernels')).text).toContain('href="/doctor"');
  const { status, text } = await ask('/doctor');
  expect(status).toBe(200);
  expect(text).toContain('cannot be reached');
  expect(text).toMatch(/<pre[^>]*>[^<]*✗ Package index/);
  expect(text).not.toContain('hunter2secret');
});

it('is no page for anybody else', async () => {
  const settings = { administrators: ['somebody-else'], indexes };
  const { ask } = await serveHome(makeHome({ pretendUv: true, settings }));
  const { status, text } = await ask('/doctor');
  expect(status).toBe(404);
  expect(text).toContain('does not exist');
  expect(text).not.toContain('href="/doctor"');
});
