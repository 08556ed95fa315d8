/** From a central kernel that lacks a module to a private one that has it, by the line that the documentation prints. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { fetchBy } from '../../../scripts/fetching.mjs';
import { appRoot } from '../../../src/base/program.js';
import { startApp } from '../../support/app.js';
import { openPrivateBrowser } from '../../support/browser.js';
import { makeHome } from '../../support/home.js';
import { runCells } from '../../support/jupyter.js';
import { pythonWith } from '../../support/python-with.js';
import { patient } from '../../support/wait.js';
import { openPage, showsEnd } from '../../support/windows.js';

const requirements = fileURLToPath(new URL('../../parts/conda/requirements-channel.txt', import.meta.url));
const home = makeHome({ shared: true, keepPackages: true });
const central = join(home.directory, 'central');
const site = join(home.directory, 'site.yml');
writeFileSync(
  site,
  readFileSync(site, 'utf8').replace('system_jupyter_path: []', `system_jupyter_path: [${central}]`),
);
const app = await startApp(home, { shared: true });
const browser = await openPrivateBrowser();

const write = (path: string, text: string) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

/** An environment of the site, with the packages of a kept one, and its kernel. */
async function installCentral(): Promise<string> {
  const kept = await pythonWith('kernel', requirements);
  const prefix = join(home.directory, 'python');
  await fetchBy([kept, '-m', 'venv', '--without-pip', prefix]);
  const python = join(prefix, 'bin/python');
  const purelib = 'import sysconfig; print(sysconfig.get_path("purelib"))';
  const [packages, own] = await Promise.all(
    [kept, python].map(async (each) => (await fetchBy([each, '-I', '-c', purelib])).trim()),
  );
  write(join(own ?? '', 'packages.pth'), `${packages}\n`);
  const argv = [python, '-m', 'ipykernel_launcher', '-f', '{connection_file}'];
  const spec = { argv, display_name: 'Lab', language: 'python' };
  write(join(central, 'kernels/lab/kernel.json'), JSON.stringify(spec));
  return prefix;
}

/** As docs/admin.md prints it, with the directory of this app and the address of this portal, as it says. */
function documentedLine(): { file: string; line: string } {
  const text = readFileSync(join(appRoot, 'docs/admin.md'), 'utf8');
  const [, file = '', line = ''] =
    /Write this line into `(etc\/\S+)` below[\s\S]*?```python\n(.*)\n```/.exec(text) ?? [];
  const own = line
    .replace('/var/www/ood/apps/sys/create_kernel', appRoot)
    .replace('https://ondemand.example.edu/pun/sys/create_kernel', app.origin);
  return { file, line: own };
}

it('offers a kernel like the central one, plus the module, and makes it in two clicks', async () => {
  const prefix = await installCentral();
  const { file, line } = documentedLine();
  write(join(prefix, file), `${line}\n`);
  const session = { IPYTHONDIR: join(home.directory, 'ipython'), JUPYTER_PATH: central };
  const cells = ['import yaml', 'import numpy; numpy.__version__'];
  const [missed, numpy] = await runCells(home, { kernel: 'lab', cells, session });
  expect(missed?.[0]).toMatchObject({ ename: 'ModuleNotFoundError' });
  const { 'text/html': html = '' } = missed?.[1]?.data ?? {};

  const page = await openPage(browser, app);
  await page.goto('about:blank');
  await page.setContent(html);
  const link = page.locator('a');
  expect(await link.textContent()).toBe('a kernel like this one, plus yaml');
  const opened = page.waitForEvent('popup');
  await link.click();
  const form = await opened;
  await form.waitForURL('**/?like=lab&module=yaml');
  const chips = async () => (await form.locator('#chips .chip-label').allTextContents()).join();
  await expect.poll(chips, patient).toMatch(/yaml → pyyaml/i);
  await form.click('#create-button');
  await showsEnd(form);
  expect(await form.textContent('#outcome')).toMatch(/Your kernel is ready/);

  const [found, same] = await runCells(home, { kernel: 'lab-yaml', cells, session });
  expect(found).toEqual([]);
  expect(same).toEqual(numpy);
});
