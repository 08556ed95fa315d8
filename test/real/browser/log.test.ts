import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { LINE_LIMIT } from '../../../src/browser/log/log-window.js';
import { startApp } from '../../support/app.js';
import { openPrivateBrowser } from '../../support/browser.js';
import { makeGate } from '../../support/gate.js';
import { makeHome } from '../../support/home.js';
import { makePastBuild } from '../../support/past-build.js';
import { orderPretend, pretendPlan, running, shell } from '../../support/pretend.js';
import { patient } from '../../support/wait.js';
import { lineNumbers, lineTexts, openPage } from '../../support/windows.js';

const home = makeHome({ shared: true });
const app = await startApp(home, { shared: true });
const browser = await openPrivateBrowser();

const COUNT = 200_000;

const many = Array.from({ length: COUNT }, (_, index) => `line ${index + 1} of many`);
const longBuild = makePastBuild(home, { name: 'long', output: many });

const view = (page: Page) => page.locator('#log-view');
const lastNumber = async (page: Page) => (await lineNumbers(page)).at(-1);
const firstNumber = async (page: Page) => (await lineNumbers(page))[0] ?? 0;

/** Neighbours only, each once. */
async function expectUnbroken(page: Page): Promise<void> {
  const numbers = await lineNumbers(page);
  expect(numbers.length).toBeLessThanOrEqual(LINE_LIMIT);
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  expect(await lineTexts(page)).toEqual(numbers.map((number) => `line ${number} of many`));
}

describe(`A log of ${COUNT} lines that a tool writes in one go`, () => {
  it('stays at its end, and leaves the page quick and small', async () => {
    const gate = makeGate(home, 'flood');
    const flood = `seq -f 'line %.0f of many' ${COUNT}`;
    const id = await orderPretend(
      home,
      pretendPlan(
        home,
        [shell('flood', `${gate.wait}\n${flood}\n${makeGate(home, 'flooded').wait}`)],
        'flood',
      ),
    );
    await running(id, 'flood', home);
    const page = await openPage(browser, app, `/builds/${id}`);
    await page.evaluate(watchFrames);
    gate.open();
    await expect.poll(() => lastNumber(page), patient).toBe(COUNT);
    await expectUnbroken(page);
    expect(await view(page).evaluate((it) => it.scrollHeight - it.clientHeight - it.scrollTop)).toBeLessThan(
      5,
    );
    expect(await page.evaluate(() => Number(document.body.dataset.longest))).toBeLessThan(1500);
  });
});

describe('Whoever reads', () => {
  it('is not moved by lines that come, and follows again at the end', async () => {
    const gate = makeGate(home, 'read');
    const id = await orderPretend(
      home,
      pretendPlan(home, [shell('talk', `seq 300; ${gate.until('echo more; sleep 0.05')}`)], 'read'),
    );
    await running(id, 'talk', home);
    const page = await openPage(browser, app, `/builds/${id}`);
    await expect.poll(() => lastNumber(page), patient).toBeGreaterThan(300);
    await view(page).hover();
    await page.mouse.wheel(0, -2000);
    await expect.poll(() => page.isChecked('#log-follow')).toBe(false);
    const place = () => page.locator('#L200').evaluate((it) => it.getBoundingClientRect().top);
    const [before, last] = [await place(), (await lastNumber(page)) ?? 0];
    await expect.poll(() => lastNumber(page), patient).toBeGreaterThan(last + 20);
    expect(await place()).toBe(before);
    await page.mouse.wheel(0, 100_000);
    await expect.poll(() => page.isChecked('#log-follow')).toBe(true);
    gate.open();
  });

  it('goes back as far as there is a log, and forth again', async () => {
    const page = await openPage(browser, app, `/builds/${longBuild.id}`);
    expect(await lastNumber(page)).toBe(COUNT);
    let first = await firstNumber(page);
    for (let times = 0; times < 4; times++) {
      await view(page).evaluate((it) => it.scrollTo({ top: 0 }));
      const before = first;
      await expect.poll(() => firstNumber(page), patient).toBeLessThan(before);
      first = await firstNumber(page);
      await expectUnbroken(page);
    }
    expect(await lastNumber(page)).toBeLessThan(COUNT);
    for (let times = 0; times < 8 && (await lastNumber(page)) !== COUNT; times++) {
      const before = (await lastNumber(page)) ?? 0;
      await view(page).evaluate((it) => it.scrollTo({ top: it.scrollHeight }));
      await expect.poll(() => lastNumber(page), patient).toBeGreaterThan(before);
      await expectUnbroken(page);
    }
    expect(await lastNumber(page)).toBe(COUNT);
  });

  it('can use the button and the keys for it', async () => {
    const page = await openPage(browser, app, `/builds/${longBuild.id}`);
    const first = await firstNumber(page);
    await view(page).focus();
    await page.keyboard.press('Home');
    await expect.poll(() => firstNumber(page), patient).toBeLessThan(first);
  });
});

describe('A link to a line', () => {
  it.each([1, 77, 123_456, COUNT])('leads to line %i, wherever it is', async (line) => {
    const page = await openPage(browser, app, `/builds/${longBuild.id}#L${line}`);
    await expect
      .poll(() => page.locator('.log-line.target').textContent(), patient)
      .toContain(`line ${line} of many`);
    expect(await page.locator('.log-line.target').isVisible()).toBe(true);
    await expectUnbroken(page);
  });

  it('is the number of each line, and moves nothing that is in sight', async () => {
    const page = await openPage(browser, app, `/builds/${longBuild.id}`);
    const number = page.locator(`#L${COUNT - 3} .log-number`);
    await number.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
    const before = await number.boundingBox();
    await number.click();
    expect(await number.boundingBox()).toEqual(before);
    expect(page.url()).toContain(`#L${COUNT - 3}`);
    expect(await page.locator('.log-line.target').getAttribute('id')).toBe(`L${COUNT - 3}`);
  });
});

describe('The search', () => {
  it('counts and marks what is there, and goes from one to the next', async () => {
    const output = ['numpy 1', 'scipy', 'see \x1b[31mNum\x1b[0mpy', 'numpy numpy'];
    const { id } = makePastBuild(home, { name: 'searched', output });
    const page = await openPage(browser, app, `/builds/${id}`);
    await page.fill('#log-search', 'numpy');
    expect(await page.textContent('#log-matches')).toBe('4');
    await page.press('#log-search', 'Enter');
    expect(await page.textContent('#log-matches')).toBe('4 of 4');
    await page.press('#log-search', 'Enter');
    expect(await page.textContent('#log-matches')).toBe('1 of 4');
    expect(await page.locator('mark.current').textContent()).toBe('numpy');
    await page.click('#log-previous');
    expect(await page.textContent('#log-matches')).toBe('4 of 4');
    expect(await page.locator('#L3 mark').allTextContents()).toEqual(['Num', 'py']);
    await page.fill('#log-search', '');
    expect(await page.locator('mark').count()).toBe(0);
    expect(await lineTexts(page)).toEqual(['numpy 1', 'scipy', 'see Numpy', 'numpy numpy']);
  });
});

describe('What a tool writes', () => {
  it('keeps its colours, never becomes markup, and a bar that moves stays one line', async () => {
    const gate = makeGate(home, 'shown');
    const write = [
      gate.wait,
      "printf '\\033[31mred\\033[0m <img src=x onerror=alert(1)>\\n'",
      "for n in 10 50 100; do printf '\\r%s %%' $n; sleep 0.6; done; echo",
      "printf 'bad \\377 byte\\n'",
      makeGate(home, 'never').wait,
    ];
    const id = await orderPretend(home, pretendPlan(home, [shell('write', write.join('\n'))], 'written'));
    await running(id, 'write', home);
    const page = await openPage(browser, app, `/builds/${id}`);
    gate.open();
    await expect
      .poll(() => lineTexts(page), patient)
      .toEqual(['red <img src=x onerror=alert(1)>', '100 %', 'bad \ufffd byte']);
    expect(await page.locator('#log-lines img').count()).toBe(0);
    expect(await page.textContent('#L1 .sgr-red')).toBe('red');
  });
});

/** Keeps the longest time between two paintings, in milliseconds. */
function watchFrames(): void {
  let last = performance.now();
  let longest = 0;
  const look = (now: number) => {
    longest = Math.max(longest, now - last);
    document.body.dataset.longest = `${longest}`;
    last = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
