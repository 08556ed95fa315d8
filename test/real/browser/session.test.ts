import { describe, expect, it } from 'vitest';
import { openLoginGate, refusals } from '../../parts/login-gate.js';
import { startApp } from '../../support/app.js';
import { openPrivateBrowser } from '../../support/browser.js';
import { makeGate } from '../../support/gate.js';
import { makeHome } from '../../support/home.js';
import { orderPretend, pretendPlan, running, shell } from '../../support/pretend.js';
import { patient } from '../../support/wait.js';
import { lineTexts, openPage, showsEnd } from '../../support/windows.js';

const home = makeHome({ shared: true });
const app = await startApp(home, { shared: true });
const browser = await openPrivateBrowser();

describe.each(Object.keys(refusals))('A portal that refuses those who are not logged in %s', (refusal) => {
  it('is not taken for a build that runs, and the page goes on after the login', async () => {
    const gate = await openLoginGate(app.port);
    const name = `session-${Object.keys(refusals).indexOf(refusal)}`;
    const [more, last] = [makeGate(home, `${name}-more`), makeGate(home, `${name}-last`)];
    const talk = ['echo one', more.wait, 'echo two', last.wait];
    const id = await orderPretend(home, pretendPlan(home, [shell('work', talk.join('\n'))], name));
    await running(id, 'work', home);
    const behind = { origin: gate.origin, admit: app.admit };
    const page = await openPage(browser, behind, `/builds/${id}`);
    await expect.poll(() => lineTexts(page), patient).toEqual(['one']);
    expect(await page.locator('#logged-out').isHidden()).toBe(true);

    gate.logOut(refusal);
    await page.locator('#logged-out').waitFor(patient);
    expect(await page.locator('#logged-out a').getAttribute('target')).toBe('_blank');
    const login = await page
      .locator('#logged-out a')
      .evaluate((link) => link instanceof HTMLAnchorElement && link.href);
    expect(login).toBe(page.url());
    expect(await page.locator('#connection').isHidden()).toBe(true);
    const clock = await page.textContent('#elapsed');
    more.open();
    const refused = gate.refused();
    await expect.poll(() => gate.refused() - refused, patient).toBeGreaterThan(1);
    expect(await page.textContent('#elapsed')).toBe(clock);

    gate.logIn();
    await page.locator('#logged-out').waitFor({ state: 'hidden', ...patient });
    await expect.poll(() => lineTexts(page), patient).toEqual(['one', 'two']);
    await expect.poll(() => page.textContent('#elapsed'), patient).not.toBe(clock);
    last.open();
    await showsEnd(page);
  });
});

it('The list of builds and the form say it too', async () => {
  const gate = await openLoginGate(app.port);
  const wait = makeGate(home, 'listed');
  const id = await orderPretend(home, pretendPlan(home, [shell('work', wait.wait)], 'listed'));
  await running(id, 'work', home);
  const behind = { origin: gate.origin, admit: app.admit };
  const [list, form] = [await openPage(browser, behind, '/builds'), await openPage(browser, behind, '/')];
  gate.logOut('with a login page');
  await list.locator('#logged-out').waitFor(patient);
  await form.fill('#kernel_packages', 'six');
  await form.locator('#logged-out').waitFor(patient);
  gate.logIn();
  await list.locator('#logged-out').waitFor({ state: 'hidden', ...patient });
  await form.fill('#kernel_packages', 'six numpy');
  await form.locator('#logged-out').waitFor({ state: 'hidden', ...patient });
  expect(await form.inputValue('#kernel_packages')).toBe('six numpy');
  wait.open();
});

it('What was typed into the form is there after Back, a reload, and the end of the session', async () => {
  const gate = await openLoginGate(app.port);
  const page = await openPage(browser, { origin: gate.origin, admit: app.admit });
  const typed = { '#kernel_packages': 'six\nnumpy>=2', '#kernel_name': '气候分析' };
  const isThere = async () => {
    for (const [field, text] of Object.entries(typed))
      await expect.poll(() => page.inputValue(field), patient).toBe(text);
    await expect.poll(() => page.locator('#chips .chip-label').allTextContents(), patient).toHaveLength(2);
  };
  for (const [field, text] of Object.entries(typed)) await page.fill(field, text);
  await isThere();
  await page.click('nav >> text=Builds');
  await page.waitForURL('**/builds');
  await page.goBack();
  await isThere();
  await page.reload();
  await isThere();
  // A page that was left is replaced by the login page, and the form is opened again after the login.
  gate.logOut('with a login page');
  await page.goto(`${gate.origin}/kernels`);
  expect(await page.locator('#kernel_packages').count()).toBe(0);
  gate.logIn();
  await page.goto(`${gate.origin}/`);
  await isThere();
});
