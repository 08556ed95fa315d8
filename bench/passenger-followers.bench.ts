/**
 * The load of two hundred users who watch builds on a portal host: two hundred streams of one app, and the per-user web
 * servers of ten users with a reader each, from which that of two hundred is estimated. Needs root, as test/real/pun.
 */
import { mayMakeUsers } from '../test/parts/pun/user.js';
import { makeGate } from '../test/support/gate.js';
import { type Entrance, makePortal, orderBy, type Portal, SYS, visitorOf } from '../test/support/portal.js';
import { Source } from '../test/support/source.js';
import { waitFor } from '../test/support/wait.js';
import { familyOf, type Memory, memoryOfAll, processorSeconds } from './memory.js';

const USERS = 200;
const REAL = 10;
// Two heartbeats, in milliseconds.
const WATCH = 30_000;

if (!mayMakeUsers) {
  console.log('Skipped: it needs root.');
  process.exit();
}
const portal = await makePortal();
const gate = makeGate(portal.home, 'open');
try {
  const first = await portal.open();
  portal.home.hook(gate.wait);
  const id = await orderBy(visitorOf(first), { kernel_name: 'watched', kernel_manager: 'uv' });
  await manyStreams(first, id);
  await manyUsers(portal, id);
} finally {
  gate.open();
  await portal.close();
}

async function manyStreams({ port, pun }: Entrance, id: string): Promise<void> {
  const nginx = familyOf(pun.pid ?? 0);
  const before = memoryOfAll(nginx);
  const readers = await follow(port, id, USERS);
  const used = await processorTime(nginx);
  const after = memoryOfAll(nginx);
  const grown = (after.proportional - before.proportional) / 1e6;
  console.log(
    `${USERS} readers of one app: ${grown.toFixed(0)} MB more, ${used.toFixed(2)} % of a processor`,
  );
  for (const reader of readers) reader.leave();
}

async function manyUsers(host: Portal, id: string): Promise<void> {
  const entrances: Entrance[] = [];
  for (let user = 0; user < REAL; user++) entrances.push(await host.open());
  for (const { port } of entrances) await follow(port, id, 1);
  const puns = entrances.flatMap(({ pun }) => familyOf(pun.pid ?? 0));
  const apps = host.processes().filter((pid) => puns.includes(pid));
  const used = await Promise.all([apps, puns].map(processorTime));
  tellUsers(`the app (${apps.length} processes)`, memoryOfAll(apps), used[0]);
  tellUsers('nginx, Passenger and the app', memoryOfAll(puns), used[1]);
}

async function follow(port: number, id: string, count: number): Promise<Source[]> {
  const readers = Array.from({ length: count }, () => new Source(port, `${SYS}/builds/${id}/events`));
  await waitFor('every reader to hear of the build', () => readers.every(({ events }) => events.length > 0));
  return readers;
}

/** In percent of one processor, while nothing happens. */
async function processorTime(pids: readonly number[]): Promise<number> {
  const before = new Map(pids.map((pid) => [pid, processorSeconds(pid)]));
  await new Promise((resolve) => setTimeout(resolve, WATCH));
  // Short-lived processes that have ended since do not count.
  const used = [...before].map(([pid, then]) => Math.max(0, processorSeconds(pid) - then));
  return (used.reduce((total, each) => total + each, 0) / (WATCH / 1000)) * 100;
}

/** Shared memory counts once, private memory once for each user. */
function tellUsers(what: string, { proportional, private: own }: Memory, used = 0): void {
  const each = own / REAL / 1e6;
  const shared = (proportional - own) / 1e6;
  const all = (shared + each * USERS) / 1000;
  console.log(
    `${what}: ${each.toFixed(0)} MB each and ${shared.toFixed(0)} MB shared, ${(used / REAL).toFixed(2)} % of a processor`,
  );
  console.log(
    `  estimated for ${USERS}: ${all.toFixed(1)} GB, ${((used / REAL) * USERS).toFixed(0)} % of a processor`,
  );
}
