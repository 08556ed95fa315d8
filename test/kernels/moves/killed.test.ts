/**
 * `kill -9` of operations that move: the launcher has a kernel that starts, and the next call finishes the rest. An operation
 * with one action is done or not. `npm run bench -- killed-moves` kills each of them before each of its actions.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { appRoot } from '../../../src/base/program.js';
import { operations } from '../../../src/kernels/operations/index.js';
import { checkKilled, checkKilledOnce, killedMoves } from '../../support/killed-moves.js';

/** The tests that kill the build of an operation. */
const makes: Record<string, string> = {
  create: 'real/faults.test.ts',
  update: 'kernels/operations/makes/update.test.ts',
  rebuild: 'kernels/operations/makes/rebuild.test.ts',
  clone: 'kernels/operations/makes/clone.test.ts',
};

it('Every operation that changes something is killed', () => {
  const changing = Object.values(operations).filter(({ effect }) => effect !== 'looks');
  const killed = new Set([...killedMoves.map(({ id }) => id), ...Object.keys(makes)]);
  expect([...killed].sort()).toEqual(changing.map(({ id }) => id).sort());
});

it.each(Object.entries(makes))('%s is killed in test/%s', (_, path) => {
  expect(readFileSync(join(appRoot, 'test', path), 'utf8')).toMatch(/is killed/);
});

/** Those with the most actions. */
const whole = killedMoves.filter(
  ({ id, given }) => id === 'rename' || (id === 'remove' && given === undefined),
);

it.each(whole)('$id $given before each action', checkKilled);

it.each(killedMoves.filter((each) => !whole.includes(each)))(
  '$id $given before its last action',
  checkKilledOnce,
);
