import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { managers } from '../../../src/managers/index.js';
import { installsFromChannels } from '../../../src/plan/asked-of-channels.js';
import { recipeLink } from '../../../src/recipe/link.js';
import { parseRecipe, type RecipeInput } from '../../../src/recipe/recipe.js';
import { startApp } from '../../support/app.js';
import { openPrivateBrowser } from '../../support/browser.js';
import { createWell } from '../../support/create.js';
import { makeHome } from '../../support/home.js';
import { notebookOf } from '../../support/notebook.js';
import { patient } from '../../support/wait.js';
import { openPage, showsEnd, tabTo } from '../../support/windows.js';

const home = makeHome({ keepPackages: true, shared: true });
const app = await startApp(home, { shared: true });
const browser = await openPrivateBrowser();

it('makes a kernel with the keyboard alone, from one field: the name is suggested, and the kernel is listed', async () => {
  const page = await openPage(browser, app);
  await tabTo(page, '#kernel_packages');
  await page.keyboard.type('six');
  await expect.poll(() => page.locator('#chips .chip-label').allTextContents()).toEqual(['six']);
  await expect.poll(() => page.textContent('#slug')).toBe('six');
  expect(await page.inputValue('#kernel_name')).toBe('six');
  expect(await page.textContent('#tile-preview .tile-name')).toBe('six');
  expect(await page.textContent('#summary-prefix')).toContain(`${home.environments}/six/`);
  await tabTo(page, '#create-button');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/builds/*');
  await showsEnd(page);
  expect(await page.title()).toMatch(/^✓ six ready/);
  expect(await page.textContent('#outcome')).toMatch(/Your kernel is ready/);
  expect(existsSync(join(home.jupyter_data, 'kernels/six/kernel.json'))).toBe(true);
  await page.click('nav >> text=Kernels');
  await page.waitForURL('**/kernels');
  expect(await page.locator('.kernel-name').allTextContents()).toEqual([expect.stringContaining('six')]);
});

it('leaves a Jupyter server out, with the reason, until its box is ticked with the keyboard', async () => {
  const page = await openPage(browser, app);
  await page.fill('#kernel_packages', 'six\njupyterlab');
  const chips = page.locator('#chips .chip-label');
  await expect.poll(() => chips.allTextContents(), patient).toEqual(['six']);
  expect(await page.textContent('label[for="take_servers"]')).toBe('Install jupyterlab too');
  expect(await page.textContent('#servers')).toContain('The portal runs Jupyter itself');
  expect(await page.isChecked('#take_servers')).toBe(false);
  await page.focus('#take_servers');
  await page.keyboard.press('Space');
  await expect.poll(() => chips.allTextContents(), patient).toEqual(['six', 'jupyterlab']);
  await page.reload();
  await expect.poll(() => chips.allTextContents(), patient).toEqual(['six', 'jupyterlab']);
  expect(await page.isChecked('#take_servers')).toBe(true);
  await page.fill('#kernel_packages', 'six');
  await expect.poll(() => page.isVisible('#servers'), patient).toBe(false);
});

it('shows on the page Update what its text became, and takes a package out again', async () => {
  const own = makeHome({ pretendUv: true });
  await createWell(own, { name: 'mine', packages: ['numpy'] });
  const page = await openPage(browser, await startApp(own), '/kernels/update?name=mine');
  await page.fill('#kernel_packages', 'six humanize');
  const chips = page.locator('#chips .chip-label');
  await expect.poll(() => chips.allTextContents(), patient).toEqual(['six', 'humanize']);
  await page.click('[aria-label="Remove six"]');
  await expect.poll(() => chips.allTextContents(), patient).toEqual(['humanize']);
  const file = (name: string, text: string) =>
    page.setInputFiles('#upload', { name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await file('rain.ipynb', notebookOf(['import six', 'six.moves']));
  const chosen = () => page.textContent('#notebook-chosen');
  await expect.poll(chosen, patient).toBe('rain.ipynb (2 cells with code) has to run.');
  await file('list.ipynb', 'six');
  await expect.poll(() => page.textContent('#upload-error'), patient).toContain('The file list.ipynb cannot');
  expect(await chosen()).toBe('');
});

describe('While one types', () => {
  it('says what a line became, what it did not understand, and takes a package out again', async () => {
    const page = await openPage(browser, app);
    await page.fill('#kernel_packages', 'import cv2, numpy as np\nscipy\n???');
    await expect.poll(() => page.textContent('#understood-words')).toBe('3 packages, 1 line not understood');
    expect(await page.textContent('#chips')).toContain('cv2 → opencv-python-headless');
    await page.click('[aria-label="Remove numpy"]');
    expect(await page.inputValue('#kernel_packages')).toBe('import cv2\nscipy\n???');
    await expect.poll(() => page.locator('.chip-remove').count()).toBe(2);
    // Whoever takes out one after another stays where they were.
    expect(
      await page.locator('[aria-label="Remove scipy"]').evaluate((it) => it === document.activeElement),
    ).toBe(true);
  });

  it('suggests a name until one is typed, and keeps the edits over a reload', async () => {
    const page = await openPage(browser, await startApp(makeHome()));
    await page.fill('#kernel_packages', 'scipy');
    await expect.poll(() => page.inputValue('#kernel_name')).toBe('scipy');
    await expect.poll(() => page.textContent('#slug')).toBe('scipy');
    await page.fill('#kernel_packages', 'xarray');
    await expect.poll(() => page.inputValue('#kernel_name')).toBe('xarray');
    await page.reload();
    await expect.poll(() => page.inputValue('#kernel_name')).toBe('xarray');
    await tabTo(page, '#kernel_name');
    await page.keyboard.type('气候分析');
    await expect.poll(() => page.textContent('#slug')).toMatch(/^kernel-[0-9a-f]{4}$/);
    expect(await page.textContent('#tile-preview .tile-name')).toBe('气候分析');
    await page.reload();
    await expect.poll(() => page.inputValue('#kernel_name')).toBe('气候分析');
    await page.fill('#kernel_packages', 'pandas');
    await expect.poll(() => page.locator('#chips .chip-label').allTextContents()).toEqual(['pandas']);
    expect(await page.inputValue('#kernel_name')).toBe('气候分析');
    await page.click('#start-over');
    await page.waitForLoadState();
    await expect.poll(() => page.inputValue('#kernel_packages')).toBe('');
    expect(await page.inputValue('#kernel_name')).toBe('');
  });

  it('shows the channels in order, takes one out, and takes the packages from the index instead', async () => {
    const disabled = Object.values(managers).filter(installsFromChannels);
    const settings = { managers: Object.fromEntries(disabled.map(({ id }) => [id, { enabled: false }])) };
    const page = await openPage(browser, await startApp(makeHome({ settings })));
    await page.fill('#kernel_packages', 'conda install -c bioconda pytorch six');
    const channels = page.locator('.chip-channel .chip-label');
    await expect.poll(() => channels.allTextContents()).toEqual(['bioconda', 'conda-forge']);
    await page.click('[aria-label="Remove bioconda"]');
    await expect.poll(() => channels.allTextContents()).toEqual(['conda-forge']);
    await page.click('#from-index button');
    await expect.poll(() => page.inputValue('#kernel_packages')).toBe('torch\nsix');
    await expect.poll(() => page.locator('#from-index').isVisible()).toBe(false);
    await expect.poll(() => page.textContent('#summary-packages')).toBe('2');
  });

  it('says at once that a chosen or dropped file is empty or too large, and takes it out', async () => {
    const page = await openPage(browser, app);
    const error = page.locator('#upload-error .field-error-text');
    const file = (name: string, size: number) => ({ name, mimeType: '', buffer: Buffer.alloc(size, 'a') });
    await page.setInputFiles('#upload', file('environment.yml', 0));
    expect(await error.textContent()).toContain('The file environment.yml is empty.');
    expect(await page.getAttribute('#upload', 'aria-invalid')).toBe('true');
    await page.setInputFiles('#upload', file('data.bin', 2_000_001));
    expect(await error.textContent()).toContain('The file data.bin is larger than 2.0 MB.');
    await page.click('#create-button');
    await expect.poll(() => page.textContent('#problem-list')).toContain('data.bin is larger than 2.0 MB');
    await page.click('[aria-label="Remove data.bin"]');
    await expect.poll(() => page.locator('#upload-error').isVisible()).toBe(false);
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([], 'requirements.txt'));
      document.getElementById('drop-zone')?.dispatchEvent(new DragEvent('drop', { dataTransfer }));
    });
    await expect.poll(() => error.textContent()).toContain('The file requirements.txt is empty.');
  });

  it('offers to run a notebook that is chosen, and the preview shows that it does', async () => {
    const page = await openPage(browser, app);
    const offer = page.locator('#run-notebook');
    expect(await offer.isVisible()).toBe(false);
    const buffer = Buffer.from(notebookOf(['import six', 'six.moves']));
    await page.setInputFiles('#upload', { name: 'rain.ipynb', mimeType: 'application/json', buffer });
    await expect.poll(() => offer.isVisible()).toBe(true);
    await expect.poll(() => page.textContent('#run-notebook-name')).toBe('rain.ipynb (2 cells with code)');
    await tabTo(page, '#kernel_notebook');
    await page.keyboard.press('Space');
    await page.fill('#notebook_minutes', '3');
    await page.fill('#kernel_name', 'rain');
    await page.click('#preview-button');
    await page.waitForURL('**/preview');
    expect(await page.textContent('main')).toContain('run the notebook (2 cells)');
    expect(await page.textContent('main')).toContain('"minutes": 3');
    await page.click('button:text-is("Change")');
    await offer.waitFor();
    expect(await page.isChecked('#kernel_notebook')).toBe(true);
    expect(await page.inputValue('#notebook_minutes')).toBe('3');
    await page.click('[for=kernel_notebook]');
    await page.click('#preview-button');
    await page.waitForURL('**/preview');
    expect(await page.textContent('main')).not.toContain('run the notebook');
  });

  it('completes a name with the keyboard alone, says what it takes, and which name was meant', async () => {
    const page = await openPage(browser, app);
    const text = page.locator('#kernel_packages');
    const options = page.locator('#kernel_packages-options:not([hidden]) [role="option"]');
    await text.pressSequentially('scipy');
    await text.press('Backspace');
    await expect.poll(() => options.allTextContents(), patient).toContain('scipy');
    await text.press('ArrowDown');
    const active = await text.getAttribute('aria-activedescendant');
    expect(await page.getAttribute(`#${active}`, 'aria-selected')).toBe('true');
    await text.press('Escape');
    expect(await text.getAttribute('aria-activedescendant')).toBeNull();
    await text.press('Enter');
    expect(await text.inputValue()).toBe('scip\n');
    await text.fill('');
    await text.pressSequentially('six');
    await expect
      .poll(() => page.textContent('#summary-estimate'), patient)
      .toMatch(/^\d+ packages · .* on disk · about \d+ s$/);
    expect(await page.textContent('#summary-language')).toMatch(/^Python 3\.\d+$/);
    await page.fill('#kernel_packages', 'six sckit-learn');
    await expect
      .poll(() => page.textContent('#package-notes'), patient)
      .toContain('Did you mean scikit-learn');
    await page.click('#package-notes >> text=Use scikit-learn');
    expect(await text.inputValue()).toBe('six scikit-learn');
  });

  it('shows a mistake at its field once the field is left, and removes it when it is fixed', async () => {
    const page = await openPage(browser, app);
    await page.fill('#kernel_name', 'x');
    await page.locator('#kernel_packages').pressSequentially('numpy ???');
    const problem = page.locator('#kernel_packages-error');
    await expect.poll(() => page.textContent('#chips')).toContain('??? is not a package spec');
    expect(await problem.isVisible()).toBe(false);
    await page.keyboard.press('Tab');
    await expect.poll(() => problem.textContent()).toContain('??? is not a package spec');
    expect(await page.getAttribute('#kernel_packages', 'aria-invalid')).toBe('true');
    expect(await page.getAttribute('#kernel_packages', 'aria-describedby')).toContain(
      'kernel_packages-error',
    );
    await page.fill('#kernel_packages', 'numpy');
    await expect.poll(() => problem.isVisible()).toBe(false);
    expect(await page.getAttribute('#kernel_packages', 'aria-invalid')).toBeNull();
  });

  it('shows the tile with the logo of the chosen language', async () => {
    const page = await openPage(browser, app);
    expect(await page.textContent('#tile-preview text')).toBe('Py');
    await page.locator('#advanced > summary').click();
    await page.selectOption('#kernel_language', 'bash');
    await expect.poll(() => page.textContent('#tile-preview text')).toBe('sh');
  });

  it('keeps what was typed over a reload', async () => {
    const page = await openPage(browser, app);
    await page.fill('#kernel_packages', 'numpy\nscipy');
    await page.locator('#advanced > summary').click();
    await page.fill('#smoke_code', 'import numpy');
    await page.reload();
    await expect.poll(() => page.inputValue('#kernel_packages')).toBe('numpy\nscipy');
    expect(await page.inputValue('#smoke_code')).toBe('import numpy');
    expect(await page.locator('#smoke_code').isVisible()).toBe(true);
  });

  it('takes an example, and keeps what was there', async () => {
    const page = await openPage(browser, app);
    await page.fill('#kernel_packages', 'six');
    await page.locator('#examples > summary').click();
    await page.click('[data-example="example-error"]');
    expect(await page.inputValue('#kernel_packages')).toBe("six\nModuleNotFoundError: No module named 'cv2'");
    await expect.poll(() => page.textContent('#chips')).toContain('opencv-python-headless');
  });
});

describe('A link with a recipe', () => {
  const linkTo = (fields: RecipeInput) => recipeLink(parseRecipe(fields))?.fragment ?? '';
  const languageOf = (page: Page) => page.inputValue('#kernel_language');

  it('fills in the form, says what it filled in, and can be undone', async () => {
    const own = await startApp(makeHome());
    const page = await openPage(browser, own);
    await page.fill('#kernel_packages', 'mine');
    const fields = { name: 'climate', display_name: '气候', packages: ['numpy'], language: 'bash' };
    await page.goto(`${own.origin}/${linkTo({ ...fields, kernel_variables: { A: 'b' } })}`);
    await page.locator('#fill-notice').waitFor();
    expect(await page.textContent('#fill-notice')).toMatch(
      /filled in .*Name.*Language.*Nothing is built yet/,
    );
    expect(await page.inputValue('#kernel_packages')).toBe('numpy');
    expect(await page.inputValue('#display_name')).toBe('气候');
    expect(await languageOf(page)).toBe('bash');
    expect(await page.locator('#kernel_variables').isVisible()).toBe(true);
    expect(page.url()).toBe(`${own.origin}/`);
    await page.reload();
    await expect.poll(() => page.inputValue('#kernel_packages')).toBe('numpy');
    expect(await page.locator('#fill-notice').isVisible()).toBe(false);
    await page.goto(`${own.origin}/${linkTo({ name: 'other', packages: ['scipy'] })}`);
    await page.locator('#fill-notice').waitFor();
    expect(await languageOf(page)).toBe('python');
    await page.click('#fill-undo');
    expect(await page.inputValue('#kernel_packages')).toBe('numpy');
    expect(await languageOf(page)).toBe('bash');
  });

  it('fills in nothing if it is damaged or has what no one may ask for', async () => {
    const own = await startApp(makeHome());
    const page = await openPage(browser, own);
    await page.fill('#kernel_packages', 'mine');
    const hostile = deflateRawSync('name: <img src=x onerror=alert(1)>\nkernel_variables: {LD_PRELOAD: x}');
    for (const fragment of ['#recipe=AAA', `#recipe=${hostile.toString('base64url')}`]) {
      await page.goto(`${own.origin}/${fragment}`);
      await page.locator('#fill-notice.note-warning').waitFor();
      expect(await page.inputValue('#kernel_packages')).toBe('mine');
    }
    await expect.poll(() => page.textContent('#fill-notice')).toContain('LD_PRELOAD');
  });
});

describe('A file', () => {
  it('is dropped on the question: a list goes into the text, another kind among the files', async () => {
    const page = await openPage(browser, app);
    const files = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['numpy\nscipy\n'], 'requirements.txt', { type: 'text/plain' }));
      data.items.add(new File(['dependencies: [six]\n'], 'environment.yml'));
      return data;
    });
    await page.dispatchEvent('#kernel_packages', 'drop', { dataTransfer: files });
    await expect.poll(() => page.inputValue('#kernel_packages')).toBe('numpy\nscipy');
    await expect.poll(() => page.textContent('#upload-names')).toMatch(/environment\.yml \(20 bytes\)/);
  });

  it('is still chosen after the form was refused', async () => {
    const page = await openPage(browser, app);
    const buffer = Buffer.from('dependencies: [six]\n');
    await page.setInputFiles('#upload', { name: 'environment.yml', mimeType: 'text/yaml', buffer });
    await page.fill('#kernel_name', '!?');
    await page.click('#create-button');
    await page.locator('#problems').waitFor();
    expect(await page.textContent('#upload-names')).toContain('environment.yml');
    expect(await page.locator('#upload').evaluate((input) => (input as HTMLInputElement).files?.length)).toBe(
      1,
    );
  });
});

it('refuses a form with all that is wrong: the focus goes to the list, and from there into the field', async () => {
  const page = await openPage(browser, app);
  await page.fill('#kernel_packages', 'numpy');
  await page.fill('#kernel_name', '!?');
  await page.locator('#advanced > summary').click();
  await page.fill('#kernel_variables', 'no value');
  await page.locator('#advanced > summary').click();
  await page.click('#create-button');
  await page.locator('#problems').waitFor();
  expect(await page.textContent('#problems-title')).toContain('2 problems');
  expect(await page.locator('#problems').evaluate((it) => it === document.activeElement)).toBe(true);
  await page.click('#problem-list a[href="#kernel_variables"]');
  expect(await page.locator('#kernel_variables').evaluate((it) => it === document.activeElement)).toBe(true);
  expect(await page.locator('#kernel_variables').isVisible()).toBe(true);
  expect(page.url()).toBe(`${app.origin}/`);
});

it('shows before anything is made what would be installed, and the script that does it', async () => {
  const page = await openPage(browser, app);
  await page.fill('#kernel_packages', 'six');
  await page.fill('#kernel_name', 'previewed');
  await page.click('#preview-button');
  await page.waitForURL('**/preview');
  expect(await page.textContent('#script')).toContain('previewed');
  expect(await page.textContent('main')).toMatch(/ipykernel/);
  expect(existsSync(join(home.environments, 'previewed'))).toBe(false);
});

it('fits on a phone, with what will be made before the button', async () => {
  const page = await openPage(browser, app, '/', { viewport: { width: 390, height: 844 } });
  await page.fill('#kernel_packages', 'numpy pandas');
  await page.fill('#kernel_name', 'Phone');
  await expect.poll(() => page.textContent('#summary-name')).toBe('phone');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  const top = async (selector: string) => (await page.locator(selector).boundingBox())?.y ?? Number.NaN;
  const meter = page.locator('#summary-meter');
  expect(await meter.isVisible()).toBe(true);
  expect(await meter.evaluate((it) => it instanceof HTMLMeterElement && it.value)).toBeGreaterThan(0);
  expect(await top('#kernel_name')).toBeLessThan(await top('#summary-facts'));
  expect(await top('#summary-facts')).toBeLessThan(await top('#create-button'));
});

describe('Environment modules', () => {
  it('are completed while one types, and added to the modules to load', async () => {
    const init = join(home.directory, 'modules.sh');
    writeFileSync(init, 'module() { printf "gcc/12\\npython/3.12\\npython/3.13\\n"; }\n');
    appendFileSync(join(home.directory, 'site.yml'), stringify({ modules: { init } }));
    const page = await openPage(browser, app);
    // The first page does not wait for the names.
    await expect.poll(() => existsSync(join(home.data_root, 'modules.json'))).toBe(true);
    await page.reload();
    await page.locator('#advanced > summary').click();
    await page.fill('#kernel_modules', 'gcc/12');
    const names = page.locator('#kernel_modules-choices option');
    expect(await names.evaluateAll((all) => all.map((each) => each.getAttribute('value')))).toEqual([
      ...['gcc/12', 'python/3.12', 'python/3.13'],
    ]);
    await page.fill('#kernel_modules-add', 'python/3.12');
    await page.keyboard.press('Enter');
    expect(await page.inputValue('#kernel_modules')).toBe('gcc/12\npython/3.12');
    expect(await page.inputValue('#kernel_modules-add')).toBe('');
    expect(page.url()).toBe(`${app.origin}/`);
  });
});
