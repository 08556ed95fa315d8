/** `kill -9` before each action of each operation that moves, and after its last one. */
import { it } from 'vitest';
import { checkKilled, killedMoves } from '../test/support/killed-moves.js';

it.each(killedMoves)('$id $given', checkKilled);
