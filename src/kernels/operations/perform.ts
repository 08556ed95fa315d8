/** Performs an operation on a kernel, in the same way for the page and the command line. */
import { randomBytes } from 'node:crypto';
import { UserError } from '../../base/errors.js';
import { asWriteError } from '../../base/files.js';
import { locksDirectory, nameLock } from '../../builds/build-directory.js';
import { type Holder, releaseLock, takeLock } from '../../builds/holding/lock.js';
import { LOOK_SECONDS } from '../../site/directories/look.js';
import { type EquippedSite, isSilent, type Site } from '../../site/site.js';
import { homeOf } from '../home.js';
import type { Kernel } from '../kernelspec.js';
import { checkMayChange } from '../may-change.js';
import { heldError } from '../name-holder.js';
import { type Ordered, type OrderOptions, orderGeneration } from '../requests/order-generation.js';
import type { Arguments, KernelOperation, OperationResult } from './operation.js';

/** The outcome: a build that continues in the background, or a result. */
export type Performed = { ordered: Ordered } | { result: OperationResult };

/** @throws UserError or RequestErrors if it is refused, without any change. */
export async function perform(
  operation: KernelOperation,
  {
    kernel,
    given = {},
    options = { keep: false },
  }: { kernel: Kernel; given?: Arguments; options?: OrderOptions },
  site: EquippedSite,
): Promise<Performed> {
  const checked = operation.arguments.parse(given);
  const home = homeOf(kernel);
  if (home && isSilent(home, site))
    throw new UserError('directory-silent', { path: home, seconds: LOOK_SECONDS });
  if (operation.effect === 'looks') return { result: await operation.run(kernel, checked, site) };
  checkMayChange(kernel);
  if (operation.effect === 'makes') {
    const request = await operation.request(kernel, checked, site);
    return { ordered: await orderGeneration(request, site, options) };
  }
  const mark = `${operation.id}-${randomBytes(4).toString('hex')}`;
  return { result: await holding(kernel, mark, site, () => operation.run(kernel, checked, site, mark)) };
}

/** Prevents builds and other changes of the kernel while `change` runs. @throws UserError if one is in progress. */
async function holding<Value>(
  { name }: Kernel,
  mark: string,
  site: Pick<Site, 'data_root'>,
  change: () => Promise<Value>,
): Promise<Value> {
  const lock = nameLock(locksDirectory(site.data_root), name);
  if (await take(lock, mark, site)) throw heldError(name, site);
  try {
    return await change();
  } finally {
    releaseLock(lock, mark);
  }
}

async function take(
  lock: string,
  mark: string,
  { data_root }: Pick<Site, 'data_root'>,
): Promise<Holder | undefined> {
  try {
    return await takeLock(lock, mark);
  } catch (error) {
    throw asWriteError(error, data_root);
  }
}
