/** The list of generations, what differs, and which are deleted. */
import { linkSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sortGenerations } from '../../../src/kernels/history/prune-rule.js';
import { measureSpace, measureSpaces } from '../../../src/kernels/history/space.js';
import { makeHome } from '../../support/home.js';
import { resultOf } from '../../support/operate.js';
import { putKernel } from '../../support/published.js';
import { waitFor } from '../../support/wait.js';

const LOCKS = ['six==1.15.0\nidna==3.0\n', 'six==1.16.0\nidna==3.0\n', 'six==1.16.0\niniconfig==2.0.0\n'];

const homeWith = (options: Parameters<typeof putKernel>[1] = { locks: LOCKS }) => {
  const home = makeHome({ pretendUv: true, settings: { build_on: { clusters: [] } } });
  return { home, ...putKernel(home, options) };
};

describe('history', () => {
  it('lists the generations with their differences, sizes, locks and states', async () => {
    const { home, prefix } = homeWith({ locks: LOCKS, published: 2 });
    await resultOf(home, 'pin', 'mine', { generation: '1' });
    const { tables = [], details } = await resultOf(home, 'history', 'mine');
    const cells = tables[0]?.rows.map((row) => [row[0], row[2], row[4], row[7]]);
    expect(cells).toEqual([
      ['3', 'rebuild', '1 added, 1 removed', ''],
      ['2', 'rebuild', '1 newer', 'published'],
      ['1', 'create', '', 'pinned'],
    ]);
    const { generations } = details as { generations: { lock: string; freed: number }[] };
    expect(generations[0]).toMatchObject({ lock: `${prefix(3)}/.create_kernel/lock.txt`, use: 'none' });
  });

  it('names what differs between two generations, and why', async () => {
    const { home } = homeWith();
    const rows = async (given = {}) => (await resultOf(home, 'diff', 'mine', given)).tables?.[0]?.rows;
    expect(await rows()).toEqual([
      ['idna', 'pypi', 'removed', '3.0', '', 'another package needs it'],
      ['iniconfig', 'pypi', 'added', '', '2.0.0', 'another package needs it'],
    ]);
    expect(await rows({ from: '2', to: '1' })).toEqual([
      ['six', 'pypi', 'older', '1.16.0', '1.15.0', 'the recipe names it'],
    ]);
    rmSync(join(home.environments, 'mine/1/.create_kernel/lock.txt'));
    await expect(rows({ from: '1' })).rejects.toMatchObject({ code: 'generations-not-comparable' });
  });

  it('counts a file only once, and as coming back only if all of its links are there', async () => {
    const { prefix } = homeWith();
    const data = (number: number) => join(prefix(number), 'bin/data');
    rmSync(data(2));
    linkSync(data(1), data(2));
    rmSync(data(3));
    linkSync(data(1), data(3));
    const spaces = await Promise.all(
      [[1], [1, 2], [1, 2, 3]].map((numbers) => measureSpace(numbers.map(prefix))),
    );
    expect(spaces.map(({ bytes, freed }) => bytes - freed >= 10_000)).toEqual([true, true, false]);
    const { each, all } = await measureSpaces([1, 2, 3].map(prefix));
    expect([each[0], all]).toEqual([spaces[0], spaces[2]]);
  });
});

describe('which generations are not needed', () => {
  const generation = (number: number, more: object = {}) => ({
    ...{ number, prefix: `/home/${number}`, published: false, pinned: false, operation: '', manager: '' },
    ...more,
  });
  const all = [6, 5, 4, 3, 2, 1].map((number) =>
    generation(number, { published: number === 5, pinned: number === 2 }),
  );
  const uses = (used: Record<number, 'here' | 'perhaps'> = {}) =>
    new Map(all.map(({ number, prefix }) => [prefix, used[number] ?? ('none' as const)]));

  const jobs = Object.fromEntries(all.map(({ number }) => [number, 'perhaps' as const]));

  it.each<[string, number, Record<number, 'here' | 'perhaps'>, number[]]>([
    ['keeps the published, the pinned and the newest others', 2, {}, [3, 1]],
    ['keeps those in use', 0, { 3: 'here' }, [6, 4, 1]],
    ['keeps all while jobs run on nodes that cannot be examined', 0, jobs, []],
    ['keeps everything if there are few', 9, {}, []],
  ])('%s', (_, keep, used, pruned) => {
    expect(sortGenerations(all, uses(used), keep).pruned.map(({ number }) => number)).toEqual(pruned);
  });
});

it('None is deleted if the launcher has an environment that is not among them', async () => {
  const { home, own, prefix } = homeWith();
  rmSync(prefix(3), { recursive: true });
  const { notes, details } = await resultOf(home, 'prune', 'mine', { keep: '0' });
  expect(details).toMatchObject({ pruned: [] });
  expect(notes?.join('\n')).toContain(
    'the environment that the launcher starts is not among the generations',
  );
  expect(readdirSync(own)).toEqual(expect.arrayContaining(['1', '2']));
});

describe('pruning', () => {
  it('deletes old generations, but not one that a process uses or one that is pinned', async () => {
    const { home, own, prefix } = homeWith({ locks: ['', '', '', '', ''] });
    await resultOf(home, 'pin', 'mine', { generation: '1' });
    // A copy of a program in the environment, as a kernel that runs.
    const used = execa('sleep', ['600'], { cwd: join(prefix(2), 'bin'), reject: false });
    onTestFinished(() => void used.kill());
    const preview = await resultOf(home, 'prune', 'mine', { keep: '0', dry_run: true });
    expect(preview.details).toMatchObject({ pruned: [4, 3] });
    expect(readdirSync(own)).toContain('3');
    const { message, notes, details } = await resultOf(home, 'prune', 'mine', { keep: '0' });
    expect(message).toMatch(/^Deleted 2 generations of `mine` \(4, 3\); \d+ kB are being freed$/);
    expect((details as { freed: number }).freed).toBeGreaterThan(20_000);
    expect(notes?.join('\n')).toContain('Generation 2 is kept: it is in use');
    expect(readdirSync(own).filter((name) => /^\d/.test(name))).toEqual(['1', '2', '5']);
    await waitFor('the deletion', () => readdirSync(home.environments).length === 1);
    await resultOf(home, 'unpin', 'mine', { generation: '1' });
    expect((await resultOf(home, 'prune', 'mine', { keep: '0' })).details).toMatchObject({ pruned: [1] });
  });
});
