/** The guard of every operation that changes a kernel. The lock on the name guards against concurrent changes. */
import { dirname } from 'node:path';
import { UserError } from '../base/errors.js';
import type { Kernel } from './kernelspec.js';

type Guarded = Pick<
  Kernel,
  'name' | 'directory' | 'owner' | 'origin' | 'unreadable' | 'misnamed' | 'problem'
>;

/** What an operation says of itself: whether it may be done to a frozen kernel, or to a kernelspec that cannot be read. */
interface Change {
  frozen?: 'too';
  unreadable?: 'too' | 'or gone';
}

/** @throws UserError if the kernel is not this user's, was not made by this app, or is frozen. */
export function checkMayChange(kernel: Guarded, change: Change = {}): void {
  const { name, origin } = kernel;
  if (!isChangeable(kernel, change)) throw refusalOf(kernel);
  if (origin?.frozen && !change.frozen)
    throw new UserError('kernel-frozen', { name, since: origin.frozen }, 'name');
}

export function mayChange(kernel: Guarded, change: Change = {}): boolean {
  return isChangeable(kernel, change) && (kernel.origin?.frozen === undefined || change.frozen !== undefined);
}

function isChangeable(kernel: Guarded, { unreadable }: Change): boolean {
  return kernel.owner === 'ours' || (unreadable !== undefined && isUnreadable(kernel));
}

/** Why nothing of this app can be done with a kernel that it did not make, or cannot read. */
export function refusalOf({
  name,
  directory: path,
  owner,
  problem,
  unreadable,
  misnamed,
}: Guarded): UserError {
  if (problem) return new UserError('kernel-record-broken', { name, path }, 'name');
  if (misnamed) return new UserError('kernelspec-misnamed', { name, path: dirname(path) }, 'name');
  if (unreadable)
    return new UserError(
      'kernelspec-broken',
      { name, path, reason: unreadable, own: owner === 'own' },
      'name',
    );
  return new UserError('kernel-of-others', { name, path }, 'name');
}

/** Whether it is a kernelspec of the user's that Jupyter or this app cannot read. */
export function isUnreadable({ owner, unreadable, misnamed, problem }: Guarded): boolean {
  return owner === 'own' && !misnamed && (unreadable !== undefined || problem !== undefined);
}
