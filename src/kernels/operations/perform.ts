/** Performs an operation on a kernel, in the same way for the page and the command line. */
import { randomBytes } from 'node:crypto';
import { UserError } from '../../base/errors.js';
import type { EquippedSite } from '../../site/site.js';
import { heldError, isGivenBack } from '../held-name.js';
import { checkAnswers } from '../home.js';
import type { Kernel } from '../kernelspec.js';
import { checkMayChange } from '../may-change.js';
import { describeAction } from '../moves/move.js';
import { keepReserve, withReserve } from '../moves/reserve.js';
import { finishMoves, holdingNames, runMove, unfinishedMoves } from '../moves/unfinished.js';
import { emptyTrash } from '../removal/trash.js';
import { type OrderedGeneration, type OrderOptions, orderGeneration } from '../requests/order-generation.js';
import { parseArguments } from './arguments.js';
import type { Arguments, KernelOperation, OperationResult } from './operation.js';
import { findShown, type Shown } from './shown.js';

/** The outcome: a build that continues in the background, or a result. */
export type Performed =
  | { ordered: OrderedGeneration; notes: readonly string[] }
  | { result: OperationResult };

interface Asked {
  kernel: Kernel;
  given?: Arguments;
  options?: OrderOptions;
  /** The kernel as a page showed it, which it still has to be. */
  shown?: Shown | undefined;
}

/** @throws UserError or RequestErrors if it is refused, without any change. */
export async function perform(
  operation: KernelOperation,
  { kernel, given = {}, options = { keep: false }, shown }: Asked,
  site: EquippedSite,
): Promise<Performed> {
  if (operation.effect !== 'looks') checkMayChange(kernel, operation);
  const { dry_run, ...own } = given;
  const checked = parseArguments(operation, operation.effect === 'moves' ? own : given);
  checkAnswers(kernel, site);
  if (operation.effect === 'looks') return { result: await operation.run(kernel, checked, site) };
  const act = async (): Promise<Performed> => {
    await finishMoves(site, kernel.name);
    emptyTrash(site);
    if (operation.effect === 'makes') {
      const request = await operation.request(kernel, checked, site);
      return { ordered: await orderGeneration(request, site, options), notes: request.notes ?? [] };
    }
    const move = { operation, kernel, given: checked, shown };
    return { result: dry_run === true ? await preview(move, site) : await change(move, site) };
  };
  return operation.removes ? withReserve(site, act) : act();
}

interface Moving {
  operation: Extract<KernelOperation, { effect: 'moves' }>;
  kernel: Kernel;
  given: Arguments;
  shown: Shown | undefined;
}

/** What would be done. */
async function preview({ operation, kernel, given }: Moving, site: EquippedSite): Promise<OperationResult> {
  const { actions, result } = await operation.plan(kernel, given, site, newMark(operation));
  const notes = [...actions.map(describeAction), ...(result.notes ?? [])];
  return { ...result, message: `Nothing has changed. The result would be: ${result.message}`, notes };
}

/** Prevents builds and other changes of the kernel meanwhile. @throws UserError if one is in progress. */
async function change(
  { operation, kernel, given, shown }: Moving,
  site: EquippedSite,
): Promise<OperationResult> {
  const mark = newMark(operation);
  const names = [kernel.name, ...(operation.names?.(given) ?? [])];
  let result: OperationResult | undefined;
  const move = async () => {
    const { kernel: now, changed } = await findShown(operation, kernel.name, shown, site);
    if (changed) throw changed;
    checkMayChange(now, operation);
    if (unfinishedMoves(site).some((each) => each.names.some((name) => names.includes(name))))
      throw new UserError('kernel-changed', { name: kernel.name }, 'name');
    const planned = await operation.plan(now, given, site, mark);
    runMove(mark, { names, actions: planned.actions }, site);
    result = planned.result;
  };
  const attempt = () => holdingNames(names, mark, site, move);
  let held = await attempt();
  if (held !== undefined && (await isGivenBack(held, site))) held = await attempt();
  if (held !== undefined) throw heldError(held, site);
  keepReserve(site);
  if (!result) throw new UserError('kernel-changed', { name: kernel.name }, 'name');
  return result;
}

function newMark({ id }: Pick<KernelOperation, 'id'>): string {
  return `${id}-${randomBytes(4).toString('hex')}`;
}
