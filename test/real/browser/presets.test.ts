import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startApp } from '../../support/app.js';
import { openPrivateBrowser } from '../../support/browser.js';
import { type HomeOptions, makeHome } from '../../support/home.js';
import { openPage, openResult } from '../../support/windows.js';

const licence = { variable: 'LICENCE', value: 'accepted', label: 'I accept the licence' };
const presets: NonNullable<HomeOptions['settings']>['presets'] = [
  {
    ...{ id: 'course', title: 'The course', description: 'What week one needs', agree: [licence] },
    recipe: { packages: ['six'], manager: 'uv', kernel_variables: { TERM_OF: 'autumn' } },
    open: ['packages', 'smoke_code'],
  },
];
const home = makeHome({ pretendUv: true, shared: true, settings: { presets } });
const app = await startApp(home, { shared: true });
const browser = await openPrivateBrowser();

it('leads from its card to a kernel without JavaScript: refused until accepted, failed, edited, made', async () => {
  const page = await openPage(browser, app, '/', { javaScriptEnabled: false });
  await page.click('.presets >> text=The course');
  expect(await page.textContent('.chosen-preset')).toContain('What week one needs');
  expect(await page.inputValue('#kernel_packages')).toBe('six');
  await page.fill('#kernel_name', 'Week one');
  await page.click('#create-button');
  expect(await page.textContent('#problems')).toContain('Tick the box to accept');
  await page.check('#agree_LICENCE');
  home.hook('exit 1');
  await page.click('#create-button');
  await openResult(page);
  home.hook('true');
  await page.click('text=Edit and retry');
  expect(await page.isChecked('#agree_LICENCE')).toBe(false);
  await page.check('#agree_LICENCE');
  await page.click('#preview-button');
  expect(await page.textContent('#script')).toContain('LICENCE=accepted');
  await page.click('main button:has-text("Create")');
  await openResult(page);
  expect(await page.textContent('#outcome')).toContain('Your kernel is ready');
  const spec = readFileSync(join(home.jupyter_data, 'kernels/week-one/kernel.json'), 'utf8');
  expect(JSON.parse(spec).env).toMatchObject({ TERM_OF: 'autumn' });
});

it('says with JavaScript what is wrong before the form is sent, and lets nothing closed be typed into', async () => {
  const page = await openPage(browser, app, '/?preset=course');
  expect(await page.isEditable('#kernel_packages')).toBe(true);
  await page.click('#advanced summary');
  for (const id of ['kernel_channels', 'kernel_manager', 'kernel_variables'])
    expect(await page.isEditable(`#${id}`)).toBe(false);
  await page.fill('#kernel_packages', 'conda install -c elsewhere six');
  await page.fill('#kernel_name', 'Week two');
  await page.click('#create-button');
  await expect
    .poll(() => page.textContent('#kernel_channels-error'))
    .toContain('does not allow changes to channels');
  expect(await page.textContent('#agree_LICENCE-error')).toContain('Tick the box to accept');
  await page.click('text=Start without the preset');
  await page.locator('.presets').waitFor();
  expect(await page.inputValue('#kernel_packages')).toBe('');
});
