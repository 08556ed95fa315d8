/**
 * Does an operation that moves, and kills its own process with SIGKILL before one of its actions:
 * `node killed-move.js OPERATION KERNEL ARGUMENTS-AS-JSON NUMBER`; a negative number counts from the end. Prints the number of
 * actions first.
 */
import { writeSync } from 'node:fs';
import { findFor } from '../../../src/kernels/find-kernel.js';
import type { MoveAction } from '../../../src/kernels/moves/move.js';
import { holdingNames, runMove } from '../../../src/kernels/moves/unfinished.js';
import { parseArguments } from '../../../src/kernels/operations/arguments.js';
import { kernelOperations } from '../../../src/kernels/operations/index.js';
import { equipSite, readSite } from '../../../src/site/site.js';

/**
 * The actions. This process ends while they are done: they are gone through before for their
 * permissions, their room and, if several, their record.
 */
function deadly(actions: readonly MoveAction[], last: number): readonly MoveAction[] {
  const list = [...actions];
  const doing = actions.length > 1 ? 4 : 3;
  let rounds = 0;
  list[Symbol.iterator] = function* () {
    rounds += 1;
    for (const [at, action] of actions.entries()) {
      if (rounds === doing && at === last) process.kill(process.pid, 'SIGKILL');
      yield action;
    }
    if (rounds === doing) process.kill(process.pid, 'SIGKILL');
    return undefined;
  };
  return list;
}

const [id = '', name = '', given = '{}', last = '0'] = process.argv.slice(2);
const operation = kernelOperations[id];
if (operation?.effect !== 'moves') throw new Error(`${id} does not move`);
const site = await equipSite(readSite());
const kernel = await findFor(operation, name, site);
const checked = parseArguments(operation, JSON.parse(given));
const mark = `${id}-0a1b2c3d`;
const names = [name, ...(operation.names?.(checked) ?? [])];
await holdingNames(names, mark, site, async () => {
  const { actions } = await operation.plan(kernel, checked, site, mark);
  writeSync(1, String(actions.length));
  const at = Number(last);
  runMove(mark, { names, actions: deadly(actions, at < 0 ? actions.length + at : at) }, site);
});
