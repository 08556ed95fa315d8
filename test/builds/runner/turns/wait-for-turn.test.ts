import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { waitForTurn } from '../../../../src/builds/runner/turns/wait-for-turn.js';
import { temporaryDirectory } from '../../../support/python.js';
import { waitFor } from '../../../support/wait.js';

function ask(request: { build: string; locks: string; builds: number; cache?: string }) {
  const reasons: string[] = [];
  let [cancelled, looks] = [false, 0];
  const turn = waitForTurn(request, {
    isCancelled: () => {
      looks++;
      return cancelled;
    },
    onWait: (reason) => reasons.push(reason),
  });
  const cancel = () => {
    cancelled = true;
  };
  return { turn, reasons, cancel, looks: () => looks };
}

describe('a turn', () => {
  it('comes at once while fewer builds run than are allowed', async () => {
    const locks = await temporaryDirectory();
    const [one, two] = ['one', 'two'].map((build) => ask({ build, locks, builds: 2 }));
    expect(await one?.turn).toMatchObject({ waited: false });
    expect(await two?.turn).toMatchObject({ waited: false });
  });

  it('comes after another build has ended, and the reason is reported once', async () => {
    const locks = await temporaryDirectory();
    const first = await ask({ build: 'one', locks, builds: 1 }).turn;
    const second = ask({ build: 'two', locks, builds: 1 });
    await waitFor('some looks', () => second.looks() > 3);
    expect(second.reasons).toEqual(['Waiting for build one to end']);
    first.end();
    expect(await second.turn).toMatchObject({ waited: true });
  });

  it('is not waited for, and no lock is taken, once the build is cancelled', async () => {
    const locks = await temporaryDirectory();
    const first = await ask({ build: 'one', locks, builds: 1 }).turn;
    const second = ask({ build: 'two', locks, builds: 1 });
    second.cancel();
    (await second.turn).end();
    first.end();
    expect(await ask({ build: 'three', locks, builds: 1 }).turn).toMatchObject({ waited: false });
  });

  it('for a package cache is exclusive, also between builds of different users', async () => {
    const directory = await temporaryDirectory();
    const cache = join(directory, 'packages');
    const first = await ask({ build: 'one', locks: join(directory, 'a'), builds: 3, cache }).turn;
    const second = ask({ build: 'two', locks: join(directory, 'b'), builds: 3, cache });
    const other = ask({ build: 'three', locks: join(directory, 'a'), builds: 3, cache: `${cache}-2` });
    expect(await other.turn).toMatchObject({ waited: false });
    first.end();
    await second.turn;
    expect(second.reasons).toEqual(['Waiting until build one no longer writes the package cache']);
    (await second.turn).end();
    expect(existsSync(`${cache}.lock`)).toBe(false);
  });
});
