/**
 * `kill -9` of each operation that makes a generation at every step of its build, and of those that change the launcher at
 * every action: a real uv and a real pip install from a small local index.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { makeSmallIndex } from '../test/parts/index/small.js';
import { createWell } from '../test/support/create.js';
import { makeHome } from '../test/support/home.js';
import { killBuild, killedMoves, killMoves } from '../test/support/killed-operations.js';
import { generationOf, planOf, resultOf } from '../test/support/operate.js';

const { address, interpreters, fields, publish } = await makeSmallIndex();
await publish('tiny', '1.0');

describe.each(['uv', 'venv'])('a kernel of %s', (manager) => {
  const home = makeHome({ shared: true, index: address, settings: { interpreters } });
  const name = 'killed';

  beforeAll(async () => {
    await createWell(home, { name, manager, ...fields });
    await generationOf(home, 'clone', name, { new_name: 'witness' });
  });

  it.each([
    { id: 'update', given: { add: ['tiny'] } },
    { id: 'rebuild', given: {} },
    { id: 'clone', given: { new_name: 'another' } },
  ])('$id at each step', async ({ id, given }) => {
    const killing = { id, name, given };
    const { steps } = await planOf(home, killing);
    for (const step of steps) expect(await killBuild(home, killing, step.id), step.id).toBe(false);
    expect(await killBuild(home, killing, 'end')).toBe(true);
    if (id === 'clone') await resultOf(home, 'remove', 'another', { now: true });
    expect(await resultOf(home, 'check', name)).toMatchObject({ ok: true });
    console.log(`${manager}: ${id} killed at ${steps.length + 1} places`);
  });

  it.each(killedMoves(name))('$id at each action', async (move) => {
    await killMoves(home, move);
    expect(await resultOf(home, 'check', name)).toMatchObject({ ok: true });
  });
});
