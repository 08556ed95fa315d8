import { describe, expect, it } from 'vitest';
import { readBuild } from '../../../src/builds/builds.js';
import { startApp } from '../../support/app.js';
import { openPrivateBrowser } from '../../support/browser.js';
import { makeGate } from '../../support/gate.js';
import { makeHome } from '../../support/home.js';
import { notebookOf } from '../../support/notebook.js';
import { orderPretend, pretendPlan, running, shell } from '../../support/pretend.js';
import { patient } from '../../support/wait.js';
import { lineTexts, openPage, showsEnd } from '../../support/windows.js';

const home = makeHome({ keepPackages: true, shared: true });
const app = await startApp(home, { shared: true });
const browser = await openPrivateBrowser();
const plain = { javaScriptEnabled: false };
/** How long a click waits for what it clicks, before all is tried again. In milliseconds. */
const A_MOMENT = { timeout: 5000 };

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
    await showsEnd(page);
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
    await expect.poll(() => lineTexts(page), patient).toEqual(['one']);
    gate.open();
    await expect.poll(() => lineTexts(page), patient).toEqual(['one', 'two']);
    // The page is loaded again every few seconds, which closes the question.
    const status = async () => (await readBuild(id, home.site)).state.status;
    const cancel = async () => {
      if ((await status()) !== 'running') return;
      for (const words of ['Cancel…', 'Cancel this build']) await page.click(`text=${words}`, A_MOMENT);
    };
    await expect.poll(async () => cancel().then(status), patient).not.toBe('running');
    await showsEnd(page);
    expect(await page.title()).toMatch(/cancelled/);
  });
});
