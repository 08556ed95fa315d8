import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { waitForHost } from '../../../../src/builds/runner/turns/host-turn.js';
import { temporaryDirectory } from '../../../support/python.js';
import { waitFor } from '../../../support/wait.js';

async function makeLimit(builds: number) {
  const directory = join(await temporaryDirectory(), 'locks');
  mkdirSync(directory);
  chmodSync(directory, 0o1777);
  return { directory, builds };
}

/** Asks for a place; `said` gets why it waits. */
function ask(limit: { directory: string; builds: number }) {
  const said: string[] = [];
  let cancelled = false;
  const turn = waitForHost(limit, { isCancelled: () => cancelled, onWait: (reason) => said.push(reason) });
  const cancel = () => {
    cancelled = true;
  };
  return { said, turn, cancel };
}

it('as many builds run on a host as it has places, and the next one waits until one of them ends', async () => {
  const limit = await makeLimit(2);
  const [first, second] = [await ask(limit).turn, await ask(limit).turn];
  expect([first.waited, second.waited]).toEqual([false, false]);
  const third = ask(limit);
  await waitFor('the third to wait', () => third.said.length > 0);
  expect(third.said).toEqual([expect.stringContaining('as the site allows')]);
  second.end();
  const { waited, end } = await third.turn;
  expect(waited).toBe(true);
  for (const each of [first.end, end]) each();
});

it('a build that is cancelled waits no longer', async () => {
  const limit = await makeLimit(1);
  const first = await ask(limit).turn;
  const second = ask(limit);
  await waitFor('the second to wait', () => second.said.length > 0);
  second.cancel();
  await second.turn;
  first.end();
});

it('nothing is limited where the site has no limit, or its directory is missing', async () => {
  const { directory, builds } = await makeLimit(1);
  const missing = { directory: join(directory, 'missing'), builds };
  const turns = await Promise.all([
    ...[ask(missing).turn, ask(missing).turn],
    waitForHost(undefined, { isCancelled: () => false, onWait: () => {} }),
  ]);
  expect(turns.map(({ waited }) => waited)).toEqual([false, false, false]);
});
