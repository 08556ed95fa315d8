/** A real browser for the tests, with a temporary profile. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { afterAll } from 'vitest';
import { removeDirectory } from './remove.js';
import { patient } from './wait.js';

const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const silent = ['--disable-component-update', '--disable-sync'];

const options = {
  executablePath: '/usr/bin/chromium',
  headless: true,
  ...patient,
  // The sandbox needs privileges that containers often lack.
  args: ['--no-sandbox', ...quiet, ...silent],
};

/** Closed when all tests of the file have ended. */
export async function openBrowser(): Promise<BrowserContext> {
  const profile = mkdtempSync(join(tmpdir(), 'browser-'));
  const browser = await chromium.launchPersistentContext(profile, options);
  browser.setDefaultTimeout(patient.timeout);
  afterAll(async () => {
    await browser.close();
    await removeDirectory(profile);
  });
  return browser;
}

// The driver turns the cache of pages off, which browsers have.
const withPageCache = { ignoreDefaultArgs: ['--disable-back-forward-cache'] };

/** The same, for windows with separate sessions. `pageCache`: Back shows a page as it was left, as in people's browsers. */
export async function openPrivateBrowser({ pageCache = false } = {}): Promise<Browser> {
  const browser = await chromium.launch({ ...options, ...(pageCache && withPageCache) });
  afterAll(() => browser.close());
  return browser;
}
