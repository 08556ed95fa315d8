/** Pages in a real browser: the first one over a slow line, the second click, and lists of 500 builds and kernels. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { buildFiles, buildsDirectory } from '../src/builds/build-directory.js';
import type { BuildEvent } from '../src/shared/builds/build-events.js';
import { foldEvent, initialState } from '../src/shared/builds/build-state.js';
import { makeContext } from '../src/web/context.js';
import { makeServer } from '../src/web/server.js';
import { type BenchHome, median, tell, withHome } from './support.js';

const MANY = 500;
// A mobile line, as the throttling of developer tools has it.
const SLOW = { latency: 400, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8, offline: false };

await withHome(async (home) => {
  for (let number = 0; number < MANY; number++) {
    addBuild(home, number);
    addKernel(home, number);
  }
  const server = createServer(makeServer(makeContext({ ...home.environment, PATH: '/usr/bin:/bin' })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    await fetch(origin);
    await tellFirstPaint(() => browser.newContext(), origin);
    const context = await browser.newContext();
    await tellClicks(await context.newPage(), origin);
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
});

async function tellFirstPaint(open: () => Promise<BrowserContext>, origin: string): Promise<void> {
  const times: number[] = [];
  let needed: FirstPage = { kilobytes: 0, blocking: 0 };
  for (let run = 0; run < 5; run++) {
    const context = await open();
    const page = await context.newPage();
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Network.emulateNetworkConditions', SLOW);
    await page.goto(origin, { waitUntil: 'load' });
    times.push(await page.evaluate(firstPaint));
    needed = await page.evaluate(firstPage);
    await context.close();
  }
  tell('first paint over 1.6 Mb/s and 400 ms', median(times), { most: 1500 }, ' ms');
  tell('  the page, with its styles', needed.kilobytes, { most: 40 }, ' kB');
  tell('  files that it waits for', needed.blocking, { most: 0 });
}

async function tellClicks(page: Page, origin: string): Promise<void> {
  await page.goto(origin, { waitUntil: 'load' });
  for (const path of ['builds', 'kernels', 'builds', 'kernels', '']) {
    await page.goto(`${origin}/${path}`, { waitUntil: 'load' });
    const { kilobytes, count } = await page.evaluate(cost);
    tell(`/${path}: sent`, kilobytes, { most: path === '' ? 40 : 60 }, ' kB');
    tell(`/${path}: requests not from the cache`, count, { most: 3 });
    tell(
      `/${path}: the server's processor time`,
      median(await costs(`${origin}/${path}`)),
      { most: 300 },
      ' ms',
    );
  }
}

/** Of this process, which is the server too; in milliseconds. */
async function costs(address: string): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < 7; run++) {
    const before = process.cpuUsage();
    await (await fetch(address)).text();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return times;
}

interface FirstPage {
  kilobytes: number;
  blocking: number;
}

function firstPage(): FirstPage {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const files = performance.getEntriesByType('resource') as (PerformanceResourceTiming & {
    renderBlockingStatus?: string;
  })[];
  return {
    kilobytes: (page?.transferSize ?? Number.NaN) / 1000,
    blocking: files.filter(({ renderBlockingStatus }) => renderBlockingStatus === 'blocking').length,
  };
}

function firstPaint(): number {
  return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
}

function cost(): { kilobytes: number; count: number } {
  const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  const sent = (all as PerformanceResourceTiming[]).filter(({ transferSize }) => transferSize > 0);
  return {
    kilobytes: sent.reduce((sum, { transferSize }) => sum + transferSize, 0) / 1000,
    count: sent.length,
  };
}

/** As a runner leaves it. */
function addBuild({ site }: BenchHome, number: number): void {
  const id = `20261125-${String(100_000 + number).padStart(6, '0')}-abcdef`;
  const name = `kernel-${number}`;
  const files = buildFiles(join(buildsDirectory(site.data_root), id));
  const time = Date.UTC(2026, 10, 25) + number * 60_000;
  const at = (part: string) => join(site.data_root, 'away', name, part);
  const about = { name, display_name: `Kernel ${number}`, generation: 1, language: 'python', manager: 'uv' };
  const steps = [{ id: 'work', phase: 'install', title: 'Work' } as const];
  const events: BuildEvent[] = [
    { type: 'build', time, ...about, steps },
    { type: 'status', time, status: 'running' },
    { type: 'status', time: time + 9000, status: number % 3 === 0 ? 'failed' : 'succeeded' },
  ];
  const plan = {
    schema: 1,
    ...about,
    prefix: at('1'),
    kernel_directory: at('kernel'),
    staging: at('staging'),
  };
  const limits = { keep: false, log_bytes: 1e6, builds: 3, launcher: 'local' };
  const order = { schema: 1, build: id, ...limits, ordered: time, locks: at('locks') };
  mkdirSync(files.directory, { recursive: true });
  const journal = events.map((event) => `${JSON.stringify(event)}\n`).join('');
  const status = { state: events.reduce(foldEvent, initialState), offset: journal.length };
  for (const [path, value] of [
    [files.plan, plan],
    [files.order, order],
    [files.status, status],
  ] as const)
    writeFileSync(path, JSON.stringify(value));
  writeFileSync(files.journal, journal);
}

function addKernel({ site }: BenchHome, number: number): void {
  const name = `kernel-${number}`;
  const prefix = join(site.locations[0]?.path ?? '', name, '1');
  const directory = join(site.jupyter_data, 'kernels', name);
  for (const path of [join(prefix, 'bin'), directory]) mkdirSync(path, { recursive: true });
  const recipe = { name, packages: ['numpy'] };
  const origin = { id: name, version: '1', generation: 1, prefix, manager: 'uv', recipe };
  const argv = [join(prefix, 'bin/python'), '-m', 'ipykernel_launcher', '-f', '{connection_file}'];
  const spec = {
    argv,
    display_name: `Kernel ${number}`,
    language: 'python',
    metadata: { create_kernel: origin },
  };
  writeFileSync(join(directory, 'kernel.json'), JSON.stringify(spec));
  writeFileSync(join(prefix, 'bin/python'), '#!/bin/sh\n', { mode: 0o755 });
}
