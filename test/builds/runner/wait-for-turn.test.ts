import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { waitForTurn } from '../../../src/builds/runner/wait-for-turn.js';
import { temporaryDirectory } from '../../support/python.js';
import { waitFor } from '../../support/wait.js';

function ask(request: { build: string; locks: string; builds: number; cache?: string }) {
  const told: string[] = [];
  let [cancelled, looks] = [false, 0];
  const turn = waitForTurn(request, {
    isCancelled: () => {
      looks++;
      return cancelled;
    },
    onWait: (reason) => told.push(reason),
  });
  const cancel = () => {
    cancelled = true;
  };
  return { turn, told, cancel, looks: () => looks };
}

describe('a turn', () => {
  it('is had at once while there are fewer builds than may run', async () => {
    const locks = await temporaryDirectory();
    const [one, two] = ['one', 'two'].map((build) => ask({ build, locks, builds: 2 }));
    expect(await one?.turn).toMatchObject({ waited: false });
    expect(await two?.turn).toMatchObject({ waited: false });
  });

  it('is waited for, with the reason told once, until another build ends', async () => {
    const locks = await temporaryDirectory();
    const first = await ask({ build: 'one', locks, builds: 1 }).turn;
    const second = ask({ build: 'two', locks, builds: 1 });
    await waitFor('some looks', () => second.looks() > 3);
    expect(second.told).toEqual(['Waiting for build one to end']);
    first.end();
    expect(await second.turn).toMatchObject({ waited: true });
  });

  it('is no longer waited for once the build is cancelled, and takes nothing then', async () => {
    const locks = await temporaryDirectory();
    const first = await ask({ build: 'one', locks, builds: 1 }).turn;
    const second = ask({ build: 'two', locks, builds: 1 });
    second.cancel();
    (await second.turn).end();
    first.end();
    expect(await ask({ build: 'three', locks, builds: 1 }).turn).toMatchObject({ waited: false });
  });

  it('with a package cache is one at a time, wherever the builds come from', async () => {
    const directory = await temporaryDirectory();
    const cache = join(directory, 'packages');
    const first = await ask({ build: 'one', locks: join(directory, 'a'), builds: 3, cache }).turn;
    const second = ask({ build: 'two', locks: join(directory, 'b'), builds: 3, cache });
    const other = ask({ build: 'three', locks: join(directory, 'a'), builds: 3, cache: `${cache}-2` });
    expect(await other.turn).toMatchObject({ waited: false });
    first.end();
    await second.turn;
    expect(second.told).toEqual(['Waiting until build one no longer writes the package cache']);
    (await second.turn).end();
    expect(existsSync(`${cache}.lock`)).toBe(false);
  });
});
