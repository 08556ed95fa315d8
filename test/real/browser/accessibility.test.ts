import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openBrowser } from '../../support/browser.js';
import { samplePages, samplePath } from '../../support/sample-pages.js';
import { serve } from '../../support/web.js';
import { samples } from '../../web/samples.js';

const { origin } = await serve(samplePages(), { shared: true });
const browser = await openBrowser();
const desk = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };
/** In the dark, only colours differ. */
const looks = [
  { name: 'on a desk, light', viewport: desk, colorScheme: 'light' },
  { name: 'on a phone, light', viewport: phone, colorScheme: 'light' },
  {
    name: 'on a desk, dark',
    viewport: desk,
    colorScheme: 'dark',
    rules: ['color-contrast', 'link-in-text-block'],
  },
] as const;

describe.each(samples)('The page $title', ({ title }) => {
  it.each(looks)('has nothing that axe objects to and fits the screen, $name', async ({ name, ...look }) => {
    const page = await openSample(title, look);
    const axe = new AxeBuilder({ page }).setLegacyMode();
    if ('rules' in look) axe.withRules([...look.rules]);
    const { violations } = await axe.analyze();
    expect(await page.evaluate(widthTooMuch)).toBe(0);
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
  });

  it('breaks no rule of the content policy, and no script fails', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) complaints.push(message.text());
    });
    await page.goto(`${origin}${samplePath(title)}`, { waitUntil: 'load' });
    await page.close();
    expect(complaints).toEqual([]);
  });

  it('can be walked with the Tab key: each stop is visible and shows the focus', async () => {
    const page = await openSample(title);
    await page.evaluate(focusTop);
    const stops = await walk(page);
    expect(stops[0]).toMatchObject({ href: '#main' });
    expect(stops.length).toBeGreaterThan(4);
    expect(stops.filter(({ shows }) => !shows)).toEqual([]);
  });
});

it.each(looks)(
  'After the end of the session, a page has nothing that axe objects to, $name',
  async (look) => {
    const page = await openSample('build-running', look);
    await page.locator('#logged-out').evaluate((note) => note.removeAttribute('hidden'));
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('#logged-out').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(await page.evaluate(widthTooMuch)).toBe(0);
  },
);

interface Look {
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
}

async function openSample(title: string, { colorScheme = 'light', viewport }: Look = {}): Promise<Page> {
  const page = browser.pages()[0] ?? (await browser.newPage());
  // A colour that is still on its way to another one would be measured.
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  if (viewport) await page.setViewportSize(viewport);
  await page.goto(`${origin}${samplePath(title)}`);
  return page;
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

/** Presses Tab from the top of the page until the focus leaves it. */
async function walk(page: Page): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let pressed = 0; pressed < 200; pressed++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(describeFocus);
    if (!stop) return stops;
    stops.push(stop);
  }
  throw new Error('The focus never leaves the page');
}

function describeFocus(): Stop | undefined {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return undefined;
  const { outlineStyle, boxShadow } = getComputedStyle(element);
  const { width, height } = element.getBoundingClientRect();
  const shows = width > 0 && height > 0 && (outlineStyle !== 'none' || boxShadow !== 'none');
  return { tag: element.outerHTML.slice(0, 100), href: element.getAttribute('href'), shows };
}
