/**
 * `kill -9` before each action of an operation that moves: the launcher has a kernel that starts, and the next call finishes
 * the rest. An operation with one action is done or not. `npm run bench -- killed-moves` kills the other ones.
 */
import { it } from 'vitest';
import { checkKilled } from '../../support/killed-moves.js';

it.each([
  { id: 'rename', given: { new_name: 'climate', notebooks: '~' } },
  { id: 'remove', removes: true as const },
])('$id $given', checkKilled);
