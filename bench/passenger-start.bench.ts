/**
 * Under the real nginx and Passenger, on a socket: from a request for an app that does not run to the first byte of
 * the form, and memory at rest, against a bare Express hello. Needs root, as the tests in test/real/pun do.
 */
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { appRoot } from '../src/program.js';
import type { PunApp } from '../test/parts/pun/nginx-conf.js';
import { appProcesses } from '../test/parts/pun/pun.js';
import { makePortal, type Portal, SYS } from '../test/support/portal.js';
import { type Memory, memoryOf } from './memory.js';
import { median, tell } from './support.js';

const PAIRS = 15;

interface Figures extends Memory {
  seconds: number;
}

const portal = await makePortal();
try {
  await measureAll(portal);
} finally {
  await portal.close();
}

async function measureAll({ user, root }: Portal): Promise<void> {
  const ours: PunApp = { uri: SYS, root, environment: 'production' };
  const hello = makeHello(join(user.directory, 'hello'));
  const { pun } = await portal.open({ apps: [ours, hello] });
  const figures: Record<'ours' | 'bare', Figures[]> = { ours: [], bare: [] };
  for (let pair = 0; pair <= PAIRS; pair++) {
    // Each one is the first app of its nginx in turn.
    const turn = [['ours', ours] as const, ['bare', hello] as const];
    for (const [name, app] of pair % 2 === 0 ? turn : turn.reverse()) {
      const found = await measure(pun.socket, app);
      // The first time the app looks for the tools of the site.
      if (pair > 0) figures[name].push(found);
    }
    await pun.stop();
    await pun.start();
  }
  report(figures.ours, figures.bare);
}

function makeHello(root: string): PunApp {
  mkdirSync(join(root, 'public'), { recursive: true });
  cpSync(join(appRoot, 'bench', 'hello.cjs'), join(root, 'app.js'));
  symlinkSync(join(appRoot, 'node_modules'), join(root, 'node_modules'));
  return { uri: '/pun/sys/hello', root, environment: 'production' };
}

async function measure(socket: string, { uri, root }: PunApp): Promise<Figures> {
  const started = performance.now();
  await firstByte(socket, `${uri}/`);
  const seconds = (performance.now() - started) / 1000;
  const [pid = 0] = appProcesses(root);
  return { seconds, ...memoryOf(pid) };
}

function firstByte(socketPath: string, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get({ socketPath, path, headers: { host: 'localhost' } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${path} answers ${response.statusCode}`));
      response.once('data', () => response.resume().once('end', resolve));
    }).on('error', reject);
  });
}

function report(ours: Figures[], bare: Figures[]): void {
  const of = (figures: Figures[], name: keyof Figures) => median(figures.map((each) => each[name]));
  const both = (name: keyof Figures, unit: number) =>
    `${(of(ours, name) / unit).toFixed(0)} against ${(of(bare, name) / unit).toFixed(0)}`;
  console.log(`first byte: ${both('seconds', 0.001)} ms`);
  console.log(`at rest, proportional: ${both('proportional', 1e6)} MB; private: ${both('private', 1e6)} MB`);
  const ratios = ours.map(({ seconds }, index) => seconds / (bare[index]?.seconds ?? Number.NaN));
  tell('first byte under Passenger / hello', median(ratios), { most: 2 });
  tell('resident memory / hello', of(ours, 'resident') / of(bare, 'resident'), { most: 1.5 });
  tell('private memory / hello', of(ours, 'private') / of(bare, 'private'), { most: 1.5 });
}
