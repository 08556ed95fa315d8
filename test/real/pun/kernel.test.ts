/** The whole way from the form to a kernel that runs, in a real browser, under the real nginx and Passenger. */
import { beforeAll, describe, expect, it } from 'vitest';
import { mayMakeUsers } from '../../parts/pun/user.js';
import { openPrivateBrowser } from '../../support/browser.js';
import { type Gate, makeGate } from '../../support/gate.js';
import { runNotebook } from '../../support/jupyter.js';
import { appAt, DEV, type Entrance, makePortal, type Portal, SYS, smokeGate } from '../../support/portal.js';
import { patient } from '../../support/wait.js';
import { lineTexts, openPage, showsEnd } from '../../support/windows.js';

describe.skipIf(!mayMakeUsers)('In a browser, behind Apache, nginx and Passenger', () => {
  let portal: Portal;
  let entrance: Entrance;

  beforeAll(async () => {
    portal = await makePortal();
    entrance = await portal.open();
    return () => portal.close();
  });

  it(`at ${SYS} a form becomes a kernel that runs in Jupyter`, async () => {
    const [name, gate] = ['of-the-site', makeGate(portal.home, 'of-the-site')];
    const fields = { kernel_name: name, kernel_packages: 'six', smoke_code: smokeGate(gate) };
    await makeOnPage(SYS, 'venv', fields, gate);
    const cells = ['import six, sys; print(six.__name__, sys.prefix)'];
    const [text] = await runNotebook(portal.home, { kernel: name, cells, session: {} });
    expect(text).toContain(`six ${portal.home.environments}/${name}/`);
  });

  it(`at ${DEV} too`, async () => {
    const gate = makeGate(portal.home, 'in-development');
    portal.home.hook(`echo six; ${gate.wait}`);
    await makeOnPage(DEV, 'uv', { kernel_name: 'in-development' }, gate);
  });

  /** Fills the form in, follows the build while the gate holds it, and finds the kernel in the list. */
  async function makeOnPage(base: string, manager: string, fields: Record<string, string>, gate: Gate) {
    const page = await openPage(await openPrivateBrowser(), appAt(entrance, base));
    await page.locator('#advanced > summary').click();
    await page.selectOption('#kernel_manager', manager);
    for (const [field, value] of Object.entries(fields)) await page.fill(`#${field}`, value);
    await page.click('#create-button');
    await page.waitForURL(`**${base}/builds/*`);
    // The log moves while the build still runs: its last step waits for us.
    await expect.poll(() => lineTexts(page), patient).toContainEqual(expect.stringMatching(/six/));
    expect(await page.locator('#outcome').count()).toBe(0);
    gate.open();
    await showsEnd(page);
    expect(await page.textContent('#outcome')).toContain('Your kernel is ready');
    await page.click('nav >> text=Kernels');
    await page.waitForURL(`**${base}/kernels`);
    expect(await page.locator(`tr:has-text("${fields.kernel_name}")`).count()).toBe(1);
    // What was sent has become a kernel, and is not offered once more.
    await page.click('nav >> text=Create');
    expect(await page.inputValue('#kernel_name')).toBe('');
  }
});
