/** form.js on the dashboard's page, in a real browser. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { appRoot } from '../../../src/base/program.js';
import { kernelNameFrom } from '../../../src/recipe/name-from-title.js';
import { checkKernelName } from '../../../src/recipe/schema/name.js';
import { openBrowser } from '../../support/browser.js';

const script = readFileSync(join(appRoot, 'form.js'), 'utf8');
const browser = await openBrowser();

/** The dashboard's page as far as the script can tell. */
async function openForm(fields: string) {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  await page.setContent(`<form>${fields}</form><script>(function () {\n${script}\n})();</script>`);
  return { page, problems };
}

const idOf = (field: string) => `batch_connect_session_context_${field}`;

/** The name that src/recipe gives. */
function expected(title: string): string {
  const typed = title.trim().replace(/\s+/g, ' ');
  try {
    checkKernelName(typed);
    return typed;
  } catch {
    return kernelNameFrom(typed);
  }
}

it('shows Jupyter’s name for the kernel below the field while one types', async () => {
  const { page, problems } = await openForm(`<input id="${idOf('kernel_name')}" value="Before">`);
  const words = page.locator('small');
  expect(await words.textContent()).toBe('Jupyter’s name for it: before');
  for (const title of [
    'Météo (été) 2024',
    'my-kernel_',
    'A..b',
    'x'.repeat(99),
    '<img src=x onerror=alert(1)>',
  ]) {
    await page.fill('input', title);
    expect(await words.textContent()).toBe(`Jupyter’s name for it: ${expected(title)}`);
  }
  await page.fill('input', '分析');
  expect(await words.textContent()).toBe('');
  expect(problems).toEqual([]);
});

it('does nothing on a form without a name', async () => {
  const { page, problems } = await openForm(`<input id="${idOf('kernel_packages')}" value="numpy">`);
  expect(await page.locator('form').innerHTML()).toBe(
    `<input id="${idOf('kernel_packages')}" value="numpy">`,
  );
  expect(problems).toEqual([]);
});
