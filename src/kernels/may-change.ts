/** The guard of every operation that changes a kernel. The lock on the name guards against concurrent changes. */
import { UserError } from '../base/errors.js';
import type { Kernel } from './kernelspec.js';

/** @throws UserError if the kernel is not this user's, or was not made by this app. */
export function checkMayChange(kernel: Pick<Kernel, 'name' | 'owner'>): void {
  if (!mayChange(kernel)) throw new UserError('kernel-unknown', { name: kernel.name }, 'name');
}

export function mayChange({ owner }: Pick<Kernel, 'owner'>): boolean {
  return owner === 'ours';
}
