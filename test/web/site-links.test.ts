import { expect, it } from 'vitest';
import { makeHome } from '../support/home.js';
import { serveHome } from '../support/web.js';

const links = { jupyter_url: 'https://hpc.example.org/jupyter', help_url: 'https://hpc.example.org/help' };

it.each([
  ['leads to the site’s Jupyter and help', links, 2],
  ['leads to neither where the site names none', {}, 0],
])('a page %s', async (_, settings, count) => {
  const home = makeHome({ settings });
  const { text } = await (await serveHome(home)).ask('/kernels');
  const found = Object.values(links).filter((link) => text.includes(`href="${link}"`));
  expect(found).toHaveLength(count);
});
