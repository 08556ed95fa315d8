/** Browser windows on a running app, each with a separate session. */
import type { Browser, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import type { App } from './app.js';
import { patient } from './wait.js';

/** What moves is painted again and again, also while a test waits. */
const usual: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' };

/** A page of the app in a new window, closed with the test. @throws afterwards what a script of the page threw. */
export async function openPage(
  browser: Browser,
  app: Pick<App, 'origin' | 'admit'>,
  path = '/',
  options: BrowserContextOptions = {},
): Promise<Page> {
  const window = await browser.newContext({ ...usual, ...options });
  const mistakes: Error[] = [];
  onTestFinished(async () => {
    await window.close();
    if (mistakes[0]) throw mistakes[0];
  });
  await app.admit(window);
  window.setDefaultTimeout(patient.timeout);
  const page = await window.newPage();
  page.on('pageerror', (error) => mistakes.push(error));
  await page.goto(`${app.origin}${path}`);
  return page;
}

/** Waits until the page of a build shows what came of it, and is whole: it is loaded again at the end. */
export async function showsEnd(page: Page): Promise<void> {
  await page.locator('#outcome').waitFor(patient);
  await page.waitForLoadState('load', patient);
}

/** What changes while a build runs, in a window without scripts: a frame that is loaded again every few seconds. */
export function frameOf(page: Page): FrameLocator {
  return page.frameLocator('.build-frame');
}

/** How long a click waits for what it clicks, before all is tried again. In milliseconds. */
const A_MOMENT = { timeout: 5000 };

/** In a window without scripts, waits for the end of a build and follows the link to what came of it. */
export async function openResult(page: Page): Promise<void> {
  const open = async () => {
    if ((await page.locator('#outcome').count()) === 0)
      await frameOf(page).getByRole('link', { name: 'Show the result' }).click(A_MOMENT);
    return page.locator('#outcome').count();
  };
  await expect.poll(open, patient).toBe(1);
  await showsEnd(page);
}

// The elements of the longest page that can have the focus.
const MOST_TABS = 150;

/** Presses Tab until an element has the focus. @throws Error if it never gets it. */
export async function tabTo(page: Page, selector: string): Promise<Locator> {
  const wanted = page.locator(selector);
  for (let pressed = 0; pressed < MOST_TABS; pressed++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return wanted;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not lead to ${selector}`);
}

/** The numbers of the log's lines on the page, in their order. */
export function lineNumbers(page: Page): Promise<number[]> {
  return page
    .locator('#log-lines > li[data-line]')
    .evaluateAll((lines) => lines.map((line) => Number(line.getAttribute('data-line'))));
}

/** The log's lines on the page, at one moment. */
export function numberedLines(page: Page): Promise<{ number: number; text: string | null | undefined }[]> {
  return page.locator('#log-lines > li[data-line]').evaluateAll((lines) =>
    lines.map((line) => ({
      number: Number(line.getAttribute('data-line')),
      text: line.querySelector('.log-text')?.textContent,
    })),
  );
}

/** The texts of the log's lines on the page. */
export function lineTexts(page: Pick<Page, 'locator'>): Promise<string[]> {
  return page.locator('#log-lines > li > .log-text').allTextContents();
}
