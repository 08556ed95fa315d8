/**
 * `kill -9` before each action of an operation that moves: the launcher has a kernel that starts, and the next call finishes
 * the rest. An operation with one action is done or not.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import { namesInDirectory } from '../../src/base/files.js';
import { readHolder } from '../../src/builds/holding/lock.js';
import { listKernels } from '../../src/kernels/kernelspec.js';
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
    .filter(({ path }) => !/\/(data\/(locks|tools)|bin\/uv|tools\.json)/.test(path))
    .map(({ entry, path }) => {
      const text = entry.isFile() ? readFileSync(path, 'utf8') : (statSync(path).mode & 0o222).toString(8);
      return `${path}: ${text}`
        .replaceAll(home.directory, '')
        .replace(/[0-9a-f]{8}(?=["/.:]|$)/g, 'MARK')
        .replace(/"(removed|until)":\d+/g, '')
        .replace(/"frozen": "[^"]*"/g, '');
    })
    .sort();
}

/** What `next` finds has to be as after an operation that was not killed. */
const settled = (home: Home): Promise<string[]> =>
  waitFor('deletions to end', () => {
    const kept = namesInDirectory(join(home.data_root, 'removed')).length;
    const trash = readdirSync(home.environments).filter((name) => name.startsWith('.'));
    return trash.length <= kept ? stateOf(home) : undefined;
  });

/** Kills the operation before each of its actions, and once after the last one; each time in a fresh home. */
export async function checkKilled(each: KilledMove): Promise<void> {
  const { id, given = {}, removes } = each;
  const whole = await homeFor(each);
  await resultOf(whole, id, 'mine', given);
  await resultOf(whole, 'pin', 'other');
  const wanted = await settled(whole);
  for (let at = 0, actions = 1; at <= actions; at++) {
    const home = await homeFor(each);
    const ran = await execa(process.execPath, [program, id, 'mine', JSON.stringify(given), String(at)], {
      env: home.environment,
      extendEnv: false,
      reject: false,
    });
    expect(ran.signal, ran.stderr).toBe('SIGKILL');
    actions = Number(ran.stdout);
    const where = `action ${at} of ${actions}`;
    expect(readHolder(join(home.data_root, 'locks/name-mine'))?.build, where).toMatch(id);
    const own = (await listKernels(home.site)).filter(({ name }) => name !== 'other');
    if (!removes) expect(own, where).toHaveLength(1);
    for (const { origin } of own)
      expect(existsSync(join(origin?.prefix ?? '', 'bin/python')), where).toBe(true);
    // The next call, on another kernel.
    await resultOf(home, 'pin', 'other');
    expect(await settled(home), where).toEqual(wanted);
    // The directories have to be deleted after the test.
    if (id === 'freeze') await resultOf(home, 'thaw', 'mine');
  }
  if (id === 'freeze') await resultOf(whole, 'thaw', 'mine');
}
