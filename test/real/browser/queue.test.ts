/** The page of a build that waits in a scheduler's queue, in a browser. */
import { expect, it } from 'vitest';
import { createKernel } from '../../../src/kernels/requests/create.js';
import { parseRecipe } from '../../../src/recipe/recipe.js';
import { StandIn } from '../../parts/stand-ins/index.js';
import { startApp } from '../../support/app.js';
import { openPrivateBrowser } from '../../support/browser.js';
import { makeHome } from '../../support/home.js';
import { patient } from '../../support/wait.js';
import { openPage, showsEnd } from '../../support/windows.js';

const scheduler = new StandIn('pbspro');
const home = makeHome({ shared: true, pretendUv: true, settings: { build_on: scheduler.settings } });
const app = await startApp(home, { shared: true });
const browser = await openPrivateBrowser();

it('The page shows why a job waits, where it runs when it does, and what came of it, by itself', async () => {
  scheduler.set('hold', true);
  const recipe = parseRecipe({ name: 'waits' });
  const { build } = await createKernel(recipe, await home.equip(), { keep: false });
  const page = await openPage(browser, app, `/builds/${build}`);
  const shown = (selector: string) => () => page.textContent(selector);
  await expect.poll(shown('#state-badge'), patient).toContain('Queued');
  await expect.poll(shown('#reason'), patient).toContain('no node is free');
  scheduler.set('away', true);
  await expect.poll(shown('#reason'), patient).toContain('does not answer');
  scheduler.set('away', false);
  await expect.poll(shown('#reason'), patient).toContain('no node is free');
  scheduler.set('hold', false);
  await showsEnd(page);
  expect(await page.textContent('#state-badge')).toContain('Ready');
  expect(await page.textContent('#job')).toMatch(/job \d+\S* on There, node \S+/);
});
