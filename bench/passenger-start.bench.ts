/**
 * Under the real nginx and Passenger, on a socket: time from a request for an app that does not run to the first byte of
 * the form, and idle memory, compared with an Express hello. Needs root, as test/real/pun.
 */
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { appRoot } from '../src/base/program.js';
import type { PunApp } from '../test/parts/pun/nginx-conf.js';
import { appProcesses } from '../test/parts/pun/pun.js';
import { mayMakeUsers } from '../test/parts/pun/user.js';
import { makePortal, type Portal, SYS } from '../test/support/portal.js';
import { type Memory, memoryOf } from './memory.js';
import { median, seconds, tell } from './support.js';

const PAIRS = 15;
// V8 frees memory some seconds after the last request. In milliseconds.
const REST = 15_000;
const WARM = 8000;

if (!mayMakeUsers) {
  console.log('Skipped: it needs root.');
  process.exit();
}
const portal = await makePortal();
try {
  await measureAll(portal);
} finally {
  await portal.close();
}

async function measureAll({ user, root }: Portal): Promise<void> {
  const ours: PunApp = { uri: SYS, root, environment: 'production' };
  const bare = makeHello(join(user.directory, 'hello'));
  const { pun } = await portal.open({ apps: [ours, bare] });
  const times: { ours: number; bare: number }[] = [];
  for (let pair = 0; pair <= PAIRS; pair++) {
    const time = { ours: 0, bare: 0 };
    // In turn, each is the first app of its nginx.
    const turn = [['ours', ours] as const, ['bare', bare] as const];
    for (const [name, { uri }] of pair % 2 === 0 ? turn : turn.reverse())
      time[name] = await seconds(() => firstByte(pun.socket, `${uri}/`));
    // The first time, the app detects the site's tools, and keeps its compiled code some seconds later.
    if (pair > 0) times.push(time);
    else await new Promise((resolve) => setTimeout(resolve, WARM));
    if (pair === PAIRS) break;
    await pun.stop();
    await pun.start();
  }
  tellTimes(times);
  await new Promise((resolve) => setTimeout(resolve, REST));
  tellMemory(memoryOfApp(ours), memoryOfApp(bare));
}

function makeHello(root: string): PunApp {
  mkdirSync(join(root, 'public'), { recursive: true });
  cpSync(join(appRoot, 'bench', 'hello.cjs'), join(root, 'app.js'));
  symlinkSync(join(appRoot, 'node_modules'), join(root, 'node_modules'));
  return { uri: '/pun/sys/hello', root, environment: 'production' };
}

function firstByte(socketPath: string, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get({ socketPath, path, headers: { host: 'localhost' } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${path} answers ${response.statusCode}`));
      response.once('data', () => response.resume().once('end', resolve));
    }).on('error', reject);
  });
}

function memoryOfApp({ root }: PunApp): Memory {
  const [pid = 0] = appProcesses(root);
  return memoryOf(pid);
}

function tellTimes(times: { ours: number; bare: number }[]): void {
  const of = (name: 'ours' | 'bare') => (median(times.map((each) => each[name])) * 1000).toFixed(0);
  console.log(`first byte: ${of('ours')} ms against ${of('bare')} ms`);
  const ratio = median(times.map(({ ours, bare }) => ours / bare));
  tell('first byte under Passenger / hello', ratio, { most: 2 });
}

function tellMemory(ours: Memory, bare: Memory): void {
  for (const kind of ['resident', 'proportional', 'private'] as const)
    console.log(
      `at rest, ${kind}: ${(ours[kind] / 1e6).toFixed(0)} MB against ${(bare[kind] / 1e6).toFixed(0)} MB`,
    );
  tell('resident memory / hello', ours.resident / bare.resident, { most: 1.5 });
}
