import { source } from 'axe-core';
import type { ConsoleMessage, Page } from 'playwright-core';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startApp } from '../../support/app.js';
import { openBrowser } from '../../support/browser.js';
import { createWell } from '../../support/create.js';
import { makeHome } from '../../support/home.js';
import { samplePages, samplePath } from '../../support/sample-pages.js';
import { patient } from '../../support/wait.js';
import { serve } from '../../support/web.js';
import { tabTo } from '../../support/windows.js';
import { samples } from '../../web/samples.js';

const { origin } = await serve(samplePages(), { shared: true });
const home = makeHome({ pretendUv: true, shared: true, settings: { build_on: { clusters: [] } } });
const app = await startApp(home, { shared: true });
const browser = await openBrowser();
const desk = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };
interface Look {
  name: string;
  viewport: { width: number; height: number };
  colorScheme: 'light' | 'dark';
  /** The rules that are looked at; absent: all. */
  rules?: readonly string[];
}

/** Where the page or its colours were looked at in another pair, only what follows from both together can differ. */
const colours = ['color-contrast', 'link-in-text-block'];
/** Both widths and both themes: every state of a page. Colours take axe most of its time. */
const eachOnce: readonly Look[] = [
  { name: 'on a phone, light', viewport: phone, colorScheme: 'light' },
  { name: 'on a desk, dark', viewport: desk, colorScheme: 'dark' },
];
/** Each width in each theme: the first state of a page. */
const eachPair: readonly Look[] = [
  ...eachOnce,
  { name: 'on a desk, light', viewport: desk, colorScheme: 'light', rules: colours },
  { name: 'on a phone, dark', viewport: phone, colorScheme: 'dark', rules: colours },
];

/** One visit for all: loading a page takes longer than looking at it. */
describe.each(samples)('The page $title', (sample) => {
  it('pleases axe and fits the screen in each look, obeys the content policy, and can be walked', async () => {
    const page = browser.pages()[0] ?? (await browser.newPage());
    const complaints = listen(page);
    await show(page, sample.title);
    expect(complaints).toEqual([]);
    const isFirst = samples.find(({ name }) => name === sample.name) === sample;
    for (const look of isFirst ? eachPair : eachOnce) await expectGood(page, look);

    await page.evaluate(focusTop);
    const stops = await walk(page);
    expect(stops[0]).toMatchObject({ href: '#main' });
    expect(stops.length).toBeGreaterThan(4);
    expect(stops.filter(({ shows }) => !shows)).toEqual([]);
  });
});

it('The packages of a kernel open and are found with the keyboard, with nothing that axe objects to', async () => {
  const page = browser.pages()[0] ?? (await browser.newPage());
  await show(page, 'kernel-climate-analysis');
  const part = page.locator('#packages');
  await part.locator('summary').press('Enter');
  await part.getByLabel('Find').pressSequentially('package_49');
  await expect.poll(() => part.getByRole('status').textContent(), patient).toBe('11 of 503 packages');
  expect(await part.locator('tbody tr:visible').count()).toBe(11);
  for (const look of eachPair) await expectGood(page, look, '#packages');
});

it('After the end of the session, a page has nothing that axe objects to', async () => {
  const page = browser.pages()[0] ?? (await browser.newPage());
  await show(page, 'build-running');
  await page.locator('#logged-out').evaluate((note) => note.removeAttribute('hidden'));
  for (const look of eachPair) await expectGood(page, look, '#logged-out');
});

it('Where the system sets the colours, the place in the menu has another line than the others', async () => {
  const page = browser.pages()[0] ?? (await browser.newPage());
  await page.emulateMedia({ forcedColors: 'active' });
  const lines = await page
    .locator('.sections a')
    .evaluateAll((links) =>
      links.map((link) => [link.hasAttribute('aria-current'), getComputedStyle(link).borderBottomColor]),
    );
  const [current, ...others] = [...lines].sort(([a], [b]) => Number(b) - Number(a));
  expect(lines.map(([here]) => here).sort()).toEqual([false, false, true]);
  expect(others.map(([, line]) => line)).not.toContain(current?.[1]);
});

it('On paper, a page has its log whole, and nothing to click', async () => {
  const page = browser.pages()[0] ?? (await browser.newPage());
  await page.emulateMedia({ forcedColors: 'none', media: 'print' });
  for (const part of ['.title-bar', '.head-actions', '#log-download', '.log-tools'])
    expect(await page.locator(part).first().isVisible(), part).toBe(false);
  expect(await page.locator('#log-lines').isVisible()).toBe(true);
  const view = await page
    .locator('#log-view')
    .evaluate((it) => [getComputedStyle(it).overflowY, it.scrollHeight - it.clientHeight]);
  expect(view).toEqual(['visible', 0]);
  await page.emulateMedia({ media: 'screen' });
});

describe('With the keyboard alone', () => {
  beforeAll(async () => {
    await createWell(home, { name: 'keys', packages: ['six'] });
    await app.admit(browser);
  });

  /** A page, of which every element that gets the focus shows it. */
  async function openAt(path: string) {
    const page = browser.pages()[0] ?? (await browser.newPage());
    const at = async (selector: string) => {
      await tabTo(page, selector);
      expect(await page.evaluate(describeFocus), selector).toMatchObject({ shows: true });
    };
    const enter = async (selector: string) => {
      await at(selector);
      await page.keyboard.press('Enter');
    };
    const type = async (selector: string, text: string) => {
      await at(selector);
      await page.keyboard.type(text);
    };
    const notice = (words: string) => page.locator('[role=status]', { hasText: words }).waitFor(patient);
    const ready = () => page.locator('#outcome', { hasText: /is ready/ }).waitFor(patient);
    await page.goto(app.origin + path);
    return { page, at, enter, type, notice, ready };
  }

  const form = (id: string) => `form[action$="/kernels/${id}"]`;
  const menu = (id: string) => `.kernel details:has(${form(id)}) > summary`;
  const button = (id: string) => `.kernel ${form(id)} button[type=submit]:not([name])`;

  it('a kernel is found, updated, rolled back, frozen, thawed, renamed, cloned, removed and brought back', async () => {
    const { page, enter, type, notice, ready } = await openAt('/kernels');
    await enter('.kernel-table a:has-text("keys")');
    await page.locator('#health').waitFor(patient);
    await enter(button('update'));
    await type('#kernel_packages', 'idna');
    await enter('#update-form button[type=submit]:not([formaction])');
    await ready();
    await page.goto(`${app.origin}/kernels/show?name=keys`);
    await enter(`[data-generation="1"] ${form('rollback')} button`);
    await notice('The launcher starts the other generation');
    await enter(`[data-generation="2"] ${form('pin')} button`);
    await notice('The generation is pinned');

    await enter(button('freeze'));
    await notice('The kernel is frozen');
    await enter(button('thaw'));
    await notice('can be changed again');
    await enter(menu('rename'));
    await type(`.kernel ${form('rename')} input[name=new_name]`, 'typed');
    await page.keyboard.press('Enter');
    await notice('The kernel has its new name');
    await enter(menu('clone'));
    await type(`.kernel ${form('clone')} input[name=new_name]`, 'twin');
    await page.keyboard.press('Enter');
    await ready();

    await page.goto(`${app.origin}/kernels/show?name=typed`);
    await enter(menu('remove'));
    await enter(button('remove'));
    await notice('The kernel and its environments are removed');
    await enter(`.removals ${form('undo')} button`);
    await notice('The kernel is in the launcher again');
    await page.goto(`${app.origin}/kernels`);
    await enter('.head-actions a:has-text("Disk")');
    await page.locator('table.disk').waitFor(patient);
    await enter('form:has(input[value=caches]) button');
    await notice('The space is being freed');
  });
});

/** What breaks the content policy, and what scripts throw, from now on. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  const onError = (error: Error) => complaints.push(error.message);
  const onMessage = (message: ConsoleMessage) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text());
  };
  page.on('pageerror', onError).on('console', onMessage);
  onTestFinished(() => void page.off('pageerror', onError).off('console', onMessage));
  return complaints;
}

/** Opens a sample, and brings axe along, once for all looks. */
async function show(page: Page, title: string): Promise<void> {
  await page.goto(`${origin}${samplePath(title)}`, { waitUntil: 'load' });
  await page.evaluate(source);
}

async function expectGood(page: Page, look: Look, part?: string): Promise<void> {
  // A colour that is still on its way to another one would be measured.
  await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize(look.viewport);
  const found = await page.evaluate(violations, { part, rules: look.rules });
  expect({ look: look.name, found, tooWide: await page.evaluate(widthTooMuch) }).toEqual({
    ...{ look: look.name, found: [], tooWide: 0 },
  });
}

declare global {
  var axe: typeof import('axe-core');
  /** The elements that have had the focus; null for none. */
  var stops: (Stop | null)[];
}

/** What axe objects to in the page, or in a part of it; by these rules, if there are some. */
async function violations({ part, rules }: { part?: string; rules?: readonly string[] }): Promise<string[]> {
  const options = { reporter: 'no-passes', iframes: false, preload: false } as const;
  const result = await globalThis.axe.run(part ?? document, {
    ...options,
    ...(rules && { runOnly: [...rules] }),
  });
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

function widthTooMuch(): number {
  return Math.max(0, document.documentElement.scrollWidth - innerWidth);
}

/** Some pages begin with the focus further down. */
function focusTop(): void {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
}

interface Stop {
  tag: string;
  href: string | null;
  /** It has a place on the page, and an outline or a shadow while it has the focus. */
  shows: boolean;
}

/** Presses Tab from the top of the page until the focus leaves it. The page is asked seldom: that takes longer than a key. */
async function walk(page: Page): Promise<Stop[]> {
  await page.evaluate(`(${noteFocus})(${describeFocus})`);
  for (let pressed = 0; pressed < 200; pressed += 10) {
    for (let key = 0; key < 10; key++) await page.keyboard.press('Tab');
    const stops = await page.evaluate(() => globalThis.stops.slice());
    const end = stops.indexOf(null);
    if (end >= 0) return stops.slice(0, end).filter((stop) => stop !== null);
  }
  throw new Error('The focus never leaves the page');
}

function noteFocus(describe: () => Stop | undefined): void {
  globalThis.stops = [];
  addEventListener('focusin', () => globalThis.stops.push(describe() ?? null));
  addEventListener('focusout', ({ relatedTarget }) => relatedTarget ?? globalThis.stops.push(null));
}

function describeFocus(): Stop | undefined {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return undefined;
  const { outlineStyle, boxShadow } = getComputedStyle(element);
  const { width, height } = element.getBoundingClientRect();
  const shows = width > 0 && height > 0 && (outlineStyle !== 'none' || boxShadow !== 'none');
  return { tag: element.outerHTML.slice(0, 100), href: element.getAttribute('href'), shows };
}
