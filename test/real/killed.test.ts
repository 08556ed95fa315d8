/**
 * `kill -9` of operations on a real kernel, at every step of a build and at every action of a move: the launcher has a
 * kernel that can be started, old or new. `npm run bench -- killed-operations` goes through all operations.
 */
import { beforeAll, expect, it } from 'vitest';
import { makeSmallIndex } from '../parts/index/small.js';
import { createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { killBuild, killedMoves, killMoves } from '../support/killed-operations.js';
import { generationOf, planOf, resultOf } from '../support/operate.js';

const { address, interpreters, fields, publish } = await makeSmallIndex();
const home = makeHome({ shared: true, index: address, settings: { interpreters } });
const name = 'killed';

beforeAll(async () => {
  await publish('tiny', '1.0');
  await createWell(home, { name, manager: 'uv', ...fields });
  await generationOf(home, 'clone', name, { new_name: 'witness' });
});

// One of each phase, and all that publish; the bench goes through all.
const STEPS = ['make-directories', 'install-packages', 'activate-environment', 'try-kernel'];

it('an update is undone, or is published; and it can be done afterwards', async () => {
  const update = { id: 'update', name, given: { add: ['tiny'] } };
  const { steps } = await planOf(home, update);
  const publishing = steps.filter(({ phase }) => phase === 'publish').map(({ id }) => id);
  for (const step of [...STEPS, ...publishing]) expect(await killBuild(home, update, step), step).toBe(false);
  expect(await killBuild(home, update, 'end')).toBe(true);
  await resultOf(home, 'rollback', name, { generation: 1 });
  expect((await generationOf(home, update.id, name, update.given)).state.status).toBe('succeeded');
  expect(await resultOf(home, 'check', name)).toMatchObject({ ok: true });
});

it.each(killedMoves(name))('a $id is finished by the next call', async (move) => {
  await killMoves(home, move);
  expect(await resultOf(home, 'check', name)).toMatchObject({ ok: true });
});
