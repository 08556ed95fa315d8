/** The browser's back/forward cache: Back shows a page as it was left, without asking for it again. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startApp } from '../../support/app.js';
import { openPrivateBrowser } from '../../support/browser.js';
import { makeGate } from '../../support/gate.js';
import { makeHome } from '../../support/home.js';
import { makePastBuild } from '../../support/past-build.js';
import { orderPretend, pretendPlan, running, shell } from '../../support/pretend.js';
import { patient } from '../../support/wait.js';
import { lineTexts, openPage, showsEnd } from '../../support/windows.js';

const home = makeHome({ shared: true });
const app = await startApp(home, { shared: true });
const browser = await openPrivateBrowser({ pageCache: true });
const past = makePastBuild(home, { name: 'past', output: ['one', 'two'] });

/** Leaves a page for another one. */
async function leave(page: Page): Promise<void> {
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => {
      document.body.dataset.cameBack = String(persisted);
    });
  });
  await page.goto(`${app.origin}/nonsense`);
}

/** Goes back to a page that `leave` has left. */
async function comeBack(page: Page): Promise<void> {
  // It is not loaded: no event says so.
  await page.goBack({ waitUntil: 'commit' });
  await expect.poll(() => page.getAttribute('body', 'data-came-back'), patient).toBe('true');
}

it('To load a second page takes at most three requests and 40 KB; the rest is kept', async () => {
  const page = await openPage(browser, app);
  // The first page fetches the styles of the later ones.
  await page.waitForLoadState('networkidle');
  for (const [word, path] of [
    ['Builds', '/builds'],
    ['Create', '/'],
    ['Kernels', '/kernels'],
  ]) {
    await page.click(`nav >> text=${word}`);
    await page.waitForURL(`${app.origin}${path}`);
    await page.waitForLoadState('load');
    const fetched = await page.evaluate(() =>
      [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .filter((entry) => entry instanceof PerformanceResourceTiming)
        // What scripts ask for later has its own time.
        .filter(({ initiatorType, transferSize }) => initiatorType !== 'fetch' && transferSize > 0)
        .map(({ name, transferSize }) => ({ name, transferSize })),
    );
    expect(fetched.length, JSON.stringify(fetched)).toBeLessThanOrEqual(3);
    expect(fetched.reduce((sum, { transferSize }) => sum + transferSize, 0)).toBeLessThan(40_000);
  }
});

describe('Back', () => {
  it('shows each page as it was left', async () => {
    const page = await openPage(browser, app);
    for (const path of ['/', '/builds', '/kernels', '/disk', `/builds/${past.id}`]) {
      await page.goto(`${app.origin}${path}`);
      await leave(page);
      await comeBack(page);
      expect(page.url()).toBe(`${app.origin}${path}`);
    }
  });

  it('shows the form with what was typed, and goes on reading it', async () => {
    const page = await openPage(browser, app);
    await page.fill('#kernel_packages', 'six');
    await leave(page);
    await comeBack(page);
    expect(await page.inputValue('#kernel_packages')).toBe('six');
    await page.fill('#kernel_packages', 'six numpy');
    await expect.poll(() => page.locator('#chips .chip-label').allTextContents(), patient).toHaveLength(2);
  });

  it('shows a build that goes on, with the lines of the meantime, and then its end', async () => {
    const [meanwhile, end] = [makeGate(home, 'meanwhile'), makeGate(home, 'end')];
    const script = ['echo one', meanwhile.wait, 'echo two', end.wait, 'echo three'].join('\n');
    const id = await orderPretend(home, pretendPlan(home, [shell('work', script)], 'left'));
    await running(id, 'work', home);
    const page = await openPage(browser, app, `/builds/${id}`);
    await expect.poll(() => lineTexts(page), patient).toEqual(['one']);
    await leave(page);
    meanwhile.open();
    await comeBack(page);
    await expect.poll(() => lineTexts(page), patient).toEqual(['one', 'two']);
    expect(await page.locator('#connection').isHidden()).toBe(true);
    end.open();
    await showsEnd(page);
    expect(await lineTexts(page)).toEqual(['one', 'two', 'three']);
  });

  it('shows the list of builds as it is now', async () => {
    const page = await openPage(browser, app, '/builds');
    await leave(page);
    const gate = makeGate(home, 'listed');
    const id = await orderPretend(home, pretendPlan(home, [shell('work', gate.wait)], 'listed'));
    await running(id, 'work', home);
    await comeBack(page);
    await expect.poll(() => page.textContent('#builds'), patient).toContain('listed');
    gate.open();
  });
});
