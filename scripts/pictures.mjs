/**
 * `npm run pictures` takes the pictures in docs/pictures/: it makes kernels in a real browser, in a temporary home. Needs
 * chromium (or CHROMIUM), Python 3 and the package index.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const pictures = join(root, 'docs', 'pictures');
const home = mkdtempSync(join(tmpdir(), 'pictures-'));
// A log is the largest of them.
const BYTES_MOST = 250_000;
const BUILD_MOST = 300_000;

const app = spawn(process.execPath, [join(root, 'dist', 'app.js')], {
  env: {
    PATH: '/usr/bin:/bin',
    HOME: home,
    CREATE_KERNEL_SITE: writeSite(),
    CREATE_KERNEL_PORT: '0',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});
try {
  mkdirSync(pictures, { recursive: true });
  const page = await openApp();
  await takeForm(page);
  await takeBuild(page);
  await takeFailure(page);
  await takeKernels(page);
  await takePreview(page);
} finally {
  await browser.close();
  app.kill();
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
}

/** A site with one location, in the home. */
function writeSite() {
  const file = join(home, 'site.yml');
  const path = join(home, 'kernels');
  mkdirSync(path);
  const locations = [{ id: 'home', title: 'Home', path }];
  writeFileSync(
    file,
    JSON.stringify({ locations, jupyter_url: '/pun/sys/dashboard/batch_connect/sys/jupyter' }),
  );
  return file;
}

async function openApp() {
  const link = await new Promise((resolve) => {
    app.stdout.setEncoding('utf8').on('data', (text) => {
      const found = /http:\S+/.exec(text);
      if (found) resolve(found[0]);
    });
  });
  const window = await browser.newContext({
    viewport: { width: 1280, height: 880 },
    reducedMotion: 'reduce',
  });
  const page = await window.newPage();
  await page.goto(link);
  return page;
}

async function fillIn(page, packages, name) {
  await page.click('nav >> text=Create');
  await page.fill('#kernel_packages', packages);
  await page.fill('#kernel_name', name);
  await page.locator('#chips .chip').first().waitFor();
  await page.waitForFunction(
    (typed) => document.querySelector('#tile-preview .tile-name').textContent === typed,
    name,
  );
}

async function takeForm(page) {
  await fillIn(page, 'numpy>=2 pandas xarray\nimport netCDF4', 'Climate analysis');
  await page.locator('#chips .chip-mark').first().waitFor({ timeout: BUILD_MOST });
  await page.locator('#summary-estimate:not([aria-busy=true])').waitFor({ timeout: BUILD_MOST });
  await take(page, 'create');
  await page.emulateMedia({ colorScheme: 'dark' });
  await take(page, 'create-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  await take(page, 'create-phone');
  await page.setViewportSize({ width: 1280, height: 880 });
}

async function takeBuild(page) {
  await fillIn(page, 'numpy>=2 pandas xarray\nimport netCDF4', 'Climate analysis');
  await page.click('#create-button');
  await page.locator('[data-phase="verify"][data-status="running"]').waitFor({ timeout: BUILD_MOST });
  await take(page, 'build');
  await page.locator('#outcome').waitFor({ timeout: BUILD_MOST });
  await take(page, 'ready');
}

async function takeFailure(page) {
  await fillIn(page, 'nunpy pandas', 'Image tools');
  await page.click('#create-button');
  await page.locator('#outcome').waitFor({ timeout: BUILD_MOST });
  await take(page, 'failed');
}

async function takeKernels(page) {
  await fillIn(page, 'pillow', 'Image tools');
  await page.click('#create-button');
  await page.locator('#outcome').waitFor({ timeout: BUILD_MOST });
  await page.click('nav >> text=Kernels');
  await page.waitForURL('**/kernels');
  await take(page, 'kernels');
}

/** After the first build there is uv, which can resolve the packages for the preview. */
async function takePreview(page) {
  await fillIn(page, 'numpy>=2 pandas xarray', 'Ocean models');
  await page.click('#preview-button');
  await page.waitForURL('**/preview');
  await take(page, 'preview');
}

/** Takes a picture in which the user's name is ada. */
async function take(page, name) {
  await page.evaluate(rename, [
    [home, '/home/ada'],
    [`USER=${userInfo().username} LOGNAME=${userInfo().username}`, 'USER=ada LOGNAME=ada'],
  ]);
  const path = join(pictures, `${name}.png`);
  await page.screenshot({ path });
  const { size } = statSync(path);
  if (size > BYTES_MOST) throw new Error(`${path} has ${size} bytes, more than ${BYTES_MOST}`);
}

/** Runs on the page. */
function rename(names) {
  for (const place of document.querySelectorAll('wbr')) place.remove();
  document.body.normalize();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { currentNode: text } = texts;
    for (const [from, to] of names) if (text.data.includes(from)) text.data = text.data.replaceAll(from, to);
  }
}
