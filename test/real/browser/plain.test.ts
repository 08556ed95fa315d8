import { describe, expect, it } from 'vitest';
import { readBuild } from '../../../src/builds/builds.js';
import { startApp } from '../../support/app.js';
import { openPrivateBrowser } from '../../support/browser.js';
import { makeGate } from '../../support/gate.js';
import { makeHome } from '../../support/home.js';
import { notebookOf } from '../../support/notebook.js';
import { orderPretend, pretendPlan, running, shell } from '../../support/pretend.js';
import { patient } from '../../support/wait.js';
import { frameOf, lineTexts, openPage, openResult, tabTo } from '../../support/windows.js';

const home = makeHome({ keepPackages: true, shared: true });
const app = await startApp(home, { shared: true });
const browser = await openPrivateBrowser();
const plain = { javaScriptEnabled: false };

describe('Without JavaScript', () => {
  it('makes a kernel: the form, its preview, the build, and the list', async () => {
    const page = await openPage(browser, app, '/', plain);
    await page.fill('#kernel_packages', 'six');
    await page.fill('#kernel_name', 'Plain');
    const notebook = notebookOf(['import six']);
    await page.setInputFiles('#upload', { name: 'six.ipynb', mimeType: '', buffer: Buffer.from(notebook) });
    await page.check('#run-notebook-given');
    await page.click('#preview-button');
    expect(await page.textContent('#script')).toContain('six');
    expect(await page.textContent('#script')).toContain('probe_notebook.py');
    await page.click('main button:has-text("Create")');
    await openResult(page);
    expect(await page.textContent('#outcome')).toContain('Your kernel is ready');
    await page.click('nav >> text=Kernels');
    expect(await page.textContent('tr:has(code:text-is("plain"))')).toContain('Plain');
  });

  it('shows what was wrong, with what was typed', async () => {
    const page = await openPage(browser, app, '/', plain);
    await page.fill('#kernel_packages', 'numpy ???');
    await page.fill('#kernel_name', 'Mistaken');
    await page.click('#create-button');
    expect(await page.textContent('#problems')).toContain('is not a package spec');
    expect(await page.textContent('#kernel_packages-error')).toContain('is not a package spec');
    expect(await page.inputValue('#kernel_packages')).toBe('numpy ???');
    expect(await page.inputValue('#kernel_name')).toBe('Mistaken');
  });

  it('shows how a build goes on, and cancels it', async () => {
    const gate = makeGate(home, 'plain');
    const step = shell('work', `echo one; ${gate.wait}; echo two; ${makeGate(home, 'never').wait}`);
    const id = await orderPretend(home, pretendPlan(home, [step], 'slow'));
    await running(id, 'work', home);
    const page = await openPage(browser, app, `/builds/${id}`, plain);
    await expect.poll(() => lineTexts(frameOf(page)), patient).toEqual(['one']);
    expect(await page.isVisible('#log')).toBe(false);
    // With the keyboard, at a person's pace: the page with the button stays as it is while the frame goes on.
    const question = await tabTo(page, '#cancel summary');
    await page.keyboard.press('Enter');
    gate.open();
    await expect.poll(() => lineTexts(frameOf(page)), patient).toEqual(['one', 'two']);
    expect(await question.evaluate((element) => element === document.activeElement)).toBe(true);
    await tabTo(page, '#cancel-form button');
    await page.keyboard.press('Enter');
    await openResult(page);
    expect(await page.title()).toMatch(/cancelled/);
    expect((await readBuild(id, home.site)).state.status).toBe('cancelled');
  });
});
