/**
 * `kill -9` of each operation that moves, before one of its actions: the launcher has a kernel that starts, and the next
 * call finishes the rest. An operation with one action is done or not.
 */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import { readHolder } from '../../src/builds/holding/lock.js';
import { listKernels } from '../../src/kernels/kernelspec.js';
import { waitingTrash } from '../../src/kernels/removal/trash.js';
import { type Home, makeHome } from './home.js';
import { resultOf } from './operate.js';
import { compile } from './process.js';
import { putKernel } from './published.js';
import { waitFor } from './wait.js';

const program = await compile(new URL('../kernels/programs/killed-move.ts', import.meta.url));

export interface KilledMove {
  id: string;
  given?: Record<string, unknown>;
  /** Done before. */
  before?: [string, Record<string, unknown>?];
  /** Done to the files after that. */
  prepare?(home: Home): void;
  /** The launcher may have no kernel in between. */
  removes?: true;
}

/** Every operation that moves, and some with other arguments. */
export const killedMoves: readonly KilledMove[] = [
  { id: 'restore', prepare: changeCommand },
  { id: 'restore', prepare: linkInCircle, removes: true },
  { id: 'rollback' },
  { id: 'pin' },
  { id: 'unpin', before: ['pin'] },
  { id: 'prune', given: { keep: '0' } },
  { id: 'set-display-name', given: { text: 'Another' } },
  { id: 'rename', given: { new_name: 'climate', notebooks: '~' } },
  { id: 'freeze' },
  { id: 'thaw', before: ['freeze'] },
  { id: 'remove', removes: true },
  { id: 'remove', given: { now: true }, removes: true },
  { id: 'undo', before: ['remove'], removes: true },
];

function changeCommand({ jupyter_data }: Home): void {
  const file = join(jupyter_data, 'kernels/mine/kernel.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), env: { A: '1' } }));
}

function linkInCircle({ jupyter_data }: Home): void {
  const directory = join(jupyter_data, 'kernels/mine');
  rmSync(directory, { recursive: true });
  symlinkSync('mine', directory);
}

async function homeFor({ before, prepare }: KilledMove): Promise<Home> {
  const home = makeHome({ pretendUv: true, settings: { build_on: { clusters: [] } } });
  putKernel(home, { locks: ['', ''] });
  putKernel(home, { name: 'other' });
  mkdirSync(join(home.environments, 'mine/own'));
  const metadata = { kernelspec: { name: 'mine', display_name: 'mine' } };
  writeFileSync(join(home.home, 'a.ipynb'), JSON.stringify({ metadata }));
  if (before) await resultOf(home, before[0], 'mine', before[1]);
  prepare?.(home);
  return home;
}

/** Everything in the home: paths, modes of directories, contents; without what differs from run to run. */
function stateOf(home: Home): string[] {
  const entries = readdirSync(home.directory, { recursive: true, withFileTypes: true });
  return entries
    .map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }))
    .filter(({ path }) => !/\/(data\/(locks|tools|reserve)|bin\/uv|tools\.json)/.test(path))
    .map(({ entry, path }) => {
      const text = entry.isFile() ? readFileSync(path, 'utf8') : (lstatSync(path).mode & 0o222).toString(8);
      return `${path}: ${text}`
        .replaceAll(home.directory, '')
        .replace(/[0-9a-f]{8}(?=["/.:]|$)/g, 'MARK')
        .replace(/"(removed|until)":\d+/g, '')
        .replace(/"frozen": "[^"]*"/g, '');
    })
    .sort();
}

/** What `next` finds has to be as after an operation that was not killed. */
const settled = async (home: Home): Promise<string[]> => {
  await waitFor('deletions to end', () => waitingTrash(home.site).over.length === 0);
  return stateOf(home);
};

/** Kills the operation before each of its actions, and once after the last one; each time in a fresh home. */
export async function checkKilled(each: KilledMove): Promise<void> {
  const expected = await expectedOf(each);
  for (let at = 0, actions = 1; at <= actions; at++) actions = await killAt(at, each, expected);
}

/** Kills it before its last action only. */
export async function checkKilledOnce(each: KilledMove): Promise<void> {
  await killAt(-1, each, await expectedOf(each));
}

/** The states after the operation, and without it. */
interface Expected {
  done: string[];
  undone: string[];
}

async function expectedOf(each: KilledMove): Promise<Expected> {
  const stateAfter = async (change: (home: Home) => unknown) => {
    const home = await homeFor(each);
    await change(home);
    await resultOf(home, 'pin', 'other');
    const state = await settled(home);
    await allowDeletion(home);
    return state;
  };
  return {
    done: await stateAfter((home) => resultOf(home, each.id, 'mine', each.given)),
    undone: await stateAfter(() => {}),
  };
}

/** Kills the operation before an action; a negative number counts from the end. Returns the number of actions. */
async function killAt(at: number, each: KilledMove, { done, undone }: Expected): Promise<number> {
  const { id, given = {}, removes } = each;
  const home = await homeFor(each);
  const ran = await execa(process.execPath, [program, id, 'mine', JSON.stringify(given), String(at)], {
    env: home.environment,
    extendEnv: false,
    reject: false,
  });
  expect(ran.signal, ran.stderr).toBe('SIGKILL');
  const actions = Number(ran.stdout);
  const where = `action ${at} of ${actions}`;
  expect(readHolder(join(home.data_root, 'locks/name-mine'))?.build, where).toMatch(id);
  const own = (await listKernels(home.site)).filter(
    ({ name, unreadable }) => name !== 'other' && !unreadable,
  );
  if (!removes) expect(own, where).toHaveLength(1);
  for (const { origin } of own)
    expect(existsSync(join(origin?.prefix ?? '', 'bin/python')), where).toBe(true);
  // The next call, on another kernel.
  await resultOf(home, 'pin', 'other');
  const isUndone = actions === 1 && at !== actions;
  expect(await settled(home), where).toEqual(isUndone ? undone : done);
  await allowDeletion(home);
  return actions;
}

/** The directories of a frozen kernel have to be deleted after the test. */
async function allowDeletion(home: Home): Promise<void> {
  const [kernel] = (await listKernels(home.site)).filter(({ origin }) => origin?.frozen !== undefined);
  if (kernel) await resultOf(home, 'thaw', kernel.name);
}
