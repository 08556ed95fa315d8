import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readBuild } from '../../../src/builds/builds.js';
import { startApp } from '../../support/app.js';
import { openPrivateBrowser } from '../../support/browser.js';
import { makeGate } from '../../support/gate.js';
import { makeHome } from '../../support/home.js';
import { writtenLines } from '../../support/log.js';
import { ended, orderPretend, pretendPlan, running, shell } from '../../support/pretend.js';
import { patient } from '../../support/wait.js';
import { lineNumbers, lineTexts, openPage, showsEnd } from '../../support/windows.js';

const home = makeHome({ keepPackages: true, shared: true });
const app = await startApp(home, { shared: true });
const browser = await openPrivateBrowser();

/** Orders a build of one step that runs these lines of sh, and waits until it runs. */
async function order(name: string, ...lines: string[]): Promise<string> {
  const id = await orderPretend(home, pretendPlan(home, [shell('work', lines.join('\n'))], name));
  await running(id, 'work', home);
  return id;
}

/** What the tools of a build have written, line by line. */
async function written(id: string): Promise<string[]> {
  const { files } = await readBuild(id, home.site);
  return writtenLines(files);
}

/** How many lines the page adds while the build writes so many. Lines that were received earlier are shown late. */
async function linesShownDuring(page: Page, id: string, count: number): Promise<number> {
  const shown = (await lineTexts(page)).length;
  const end = (await written(id)).length + count;
  await expect.poll(async () => (await written(id)).length, patient).toBeGreaterThan(end);
  return (await lineTexts(page)).length - shown;
}

describe('While a build goes on, its page', () => {
  it('shows phase after phase and line after line, and then what came of it', async () => {
    const gate = makeGate(home, 'shown');
    const id = await order('shown', 'echo one', gate.wait, 'echo two');
    const page = await openPage(browser, app, `/builds/${id}`);
    await expect.poll(() => lineTexts(page)).toEqual(['one']);
    expect(await page.title()).toBe('▶ shown kernel running · Create Kernel');
    expect(await page.textContent('[data-phase="install"] .phase-now')).toBe('Run work');
    await page.fill('#log-search', 'one');
    gate.open();
    await expect.poll(() => page.textContent('#announcement'), patient).toBe('shown kernel: Ready');
    await showsEnd(page);
    expect(await page.title()).toBe('✓ shown kernel ready · Create Kernel');
    expect(await lineTexts(page)).toEqual(['one', 'two']);
    expect(await page.locator('.phase[data-status="succeeded"]').count()).toBe(5);
    // The page was loaded again: the search goes on where it was.
    await expect.poll(() => page.inputValue('#log-search'), patient).toBe('one');
    await expect.poll(() => page.locator('#log-search:focus').count(), patient).toBe(1);
  });

  it('can cancel it', async () => {
    const id = await order('cancelled', makeGate(home, 'cancelled').wait);
    const page = await openPage(browser, app, `/builds/${id}`);
    await page.click('text=Cancel…');
    await page.getByText('Cancel this build').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Cancel this build').waitFor({ state: 'hidden' });
    expect(await page.locator('#cancel > summary:focus').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.click('text=Cancel this build');
    await showsEnd(page);
    expect(await page.title()).toMatch(/^– cancelled kernel cancelled/);
    expect((await readBuild(id, home.site)).state.status).toBe('cancelled');
  });

  it('can be left in the background: it then asks seldom, and loses no line', async () => {
    const gate = makeGate(home, 'hidden');
    const id = await order('hidden', gate.until('echo tick; sleep 0.05'));
    const page = await openPage(browser, app, `/builds/${id}`);
    await expect.poll(async () => (await lineTexts(page)).length).toBeGreaterThan(3);
    await setHidden(page, true);
    await expect.poll(() => linesShownDuring(page, id, 20), patient).toBe(0);
    const { length } = await written(id);
    await setHidden(page, false);
    await expect.poll(async () => (await lineTexts(page)).length, patient).toBeGreaterThan(length);
    await expectWhole(page, id);
    gate.open();
    await showsEnd(page);
    expect(await lineTexts(page)).toEqual(await written(id));
  });

  it('notifies at the end, if a person asks for it', async () => {
    const gate = makeGate(home, 'notified');
    const id = await order('notified', gate.wait);
    const page = await openPage(browser, app, `/builds/${id}`);
    await page.evaluate(pretendNotifications);
    await page.click('#notify-button');
    gate.open();
    await showsEnd(page);
    expect(await page.evaluate(() => localStorage.getItem('notified'))).toBe('✓ notified kernel ready');
  });
});

describe('When the server is killed', () => {
  it('says so, goes on where it was when there is a server again, and shows every line once', async () => {
    const mortal = await startApp(home);
    const gate = makeGate(home, 'restarted');
    const id = await order('restarted', gate.until('n=$((n+1)); echo "tick $n"; sleep 0.05'), 'echo last');
    const page = await openPage(browser, mortal, `/builds/${id}`);
    await expect.poll(async () => (await lineTexts(page)).length).toBeGreaterThan(3);
    await mortal.kill();
    await page.locator('#connection').waitFor();
    const before = (await written(id)).length;
    await expect.poll(async () => (await written(id)).length, patient).toBeGreaterThan(before + 20);
    const next = await startApp(home, { port: mortal.port });
    await next.admit(page.context());
    await page.locator('#connection').waitFor({ state: 'hidden' });
    await expect.poll(async () => (await lineTexts(page)).length, patient).toBeGreaterThan(before + 20);
    await expectWhole(page, id);
    gate.open();
    await showsEnd(page);
    expect((await lineTexts(page)).at(-1)).toBe('last');
    expect(await lineTexts(page)).toEqual(await written(id));
  });

  it('shows the end of a build that ended meanwhile', async () => {
    const mortal = await startApp(home);
    const gate = makeGate(home, 'missed');
    const id = await order('missed', gate.wait, 'echo last');
    const page = await openPage(browser, mortal, `/builds/${id}`);
    await mortal.kill();
    gate.open();
    await ended(id, home);
    const next = await startApp(home, { port: mortal.port });
    await next.admit(page.context());
    await showsEnd(page);
    expect(await lineTexts(page)).toEqual(['last']);
  });
});

it('says why a build failed, shows the line that says so, and fills the form in for another try', async () => {
  const page = await openPage(browser, app);
  await page.fill('#kernel_packages', 'six==0.0.99');
  await page.fill('#kernel_name', 'Doomed');
  await page.locator('#advanced > summary').click();
  await page.selectOption('#kernel_manager', 'uv');
  await page.click('#create-button');
  await showsEnd(page);
  expect(await page.title()).toMatch(/^✗ Doomed failed/);
  expect(await page.textContent('#outcome-title')).toContain('six');
  await page.click('#outcome a[href^="#L"]');
  expect(await page.textContent('.log-line.target')).toContain('six==0.0.99');
  await page.click('.log-line.target + .log-line .log-number, .log-line:has(+ .target) .log-number');
  const target = () => page.textContent('.log-line.target');
  await expect.poll(target, patient).not.toContain('six==0.0.99');
  await page.click('#log-error');
  await expect.poll(target, patient).toContain('six==0.0.99');
  await page.click('text=Edit and retry');
  expect(await page.inputValue('#kernel_packages')).toBe('six==0.0.99');
  expect(await page.inputValue('#kernel_name')).toBe('Doomed');
  expect(await page.inputValue('#kernel_manager')).toBe('uv');
  await page.fill('#kernel_packages', 'six');
  await page.click('nav >> text=Builds');
  await page.waitForURL('**/builds');
  await page.goBack();
  await expect.poll(() => page.inputValue('#kernel_packages'), patient).toBe('six');
  expect(new URL(page.url()).searchParams.has('retry')).toBe(true);
});

it('shows in the list of builds how each of them moves', async () => {
  const gate = makeGate(home, 'listed');
  const page = await openPage(browser, app, '/builds');
  // It was opened while nothing ran.
  const id = await order('listed', gate.wait);
  const row = page.locator(`tr[data-id="${id}"]`);
  await expect.poll(() => row.textContent(patient), patient).toMatch(/Running.*Install/s);
  gate.open();
  await expect.poll(() => row.textContent(), patient).toMatch(/Ready/);
  await page.fill('#filter-name', 'no such build');
  await page.getByText('No builds match').waitFor();
  expect(new URL(page.url()).searchParams.get('name')).not.toBeNull();
  await page.fill('#filter-name', 'listed');
  await expect.poll(() => page.locator('#builds > tr:visible').count()).toBe(1);
});

/** The lines on the page are the first ones that the build wrote, each once and in their order. */
async function expectWhole(page: Page, id: string): Promise<void> {
  const [texts, numbers] = [await lineTexts(page), await lineNumbers(page)];
  expect(texts).toEqual((await written(id)).slice(0, texts.length));
  expect(numbers.slice(0, texts.length)).toEqual(texts.map((_, index) => index + 1));
}

async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

/** A browser without a screen shows no messages: they are written down instead. */
function pretendNotifications(): void {
  const pretend = class extends EventTarget {
    static permission = 'granted';
    static requestPermission = async () => 'granted';

    constructor(title: string) {
      super();
      localStorage.setItem('notified', title);
    }
  };
  Object.assign(globalThis, { Notification: pretend });
}
