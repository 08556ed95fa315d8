/**
 * `kill -9` before each action of an operation that moves: the launcher has a kernel that starts, and the next call finishes
 * the rest. An operation with one action is done or not. The unit tests kill a rename and a removal.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import type { Home } from '../test/support/home.js';
import { checkKilled } from '../test/support/killed-moves.js';

it.each([
  { id: 'prune', given: { keep: '0' } },
  { id: 'freeze' },
  { id: 'thaw', before: ['freeze'] as [string] },
  { id: 'remove', given: { now: true }, removes: true as const },
  { id: 'undo', before: ['remove'] as [string], removes: true as const },
  {
    id: 'restore',
    prepare: ({ jupyter_data }: Home) => writeFileSync(join(jupyter_data, 'kernels/mine/kernel.json'), '{'),
    removes: true as const,
  },
])('$id $given', checkKilled);
