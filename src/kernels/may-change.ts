/** The guard of every operation that changes a kernel. The lock on the name guards against concurrent changes. */
import { UserError } from '../base/errors.js';
import type { Kernel } from './kernelspec.js';

type Guarded = Pick<Kernel, 'name' | 'owner' | 'origin'>;

/** What an operation says of itself: whether it may be done to a frozen kernel. */
interface Change {
  frozen?: 'too';
}

/** @throws UserError if the kernel is not this user's, was not made by this app, or is frozen. */
export function checkMayChange(kernel: Guarded, change: Change = {}): void {
  const { name, origin } = kernel;
  if (!isOurs(kernel)) throw new UserError('kernel-unknown', { name }, 'name');
  if (origin?.frozen && !change.frozen)
    throw new UserError('kernel-frozen', { name, since: origin.frozen }, 'name');
}

export function mayChange(kernel: Guarded, change: Change = {}): boolean {
  return isOurs(kernel) && (kernel.origin?.frozen === undefined || change.frozen !== undefined);
}

function isOurs({ owner }: Pick<Kernel, 'owner'>): boolean {
  return owner === 'ours';
}
