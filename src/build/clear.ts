/** Takes away what an unfinished build made: its generation and its staging, nothing else. */
import { lstatSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plan } from '../plan/plan.js';

type Made = Pick<Plan, 'prefix' | 'staging' | 'kernel_directory' | 'generation'>;

/** Whether the launcher has this very generation: the point from which nothing is taken back. */
export function isPublished({ kernel_directory, prefix }: Made): boolean {
  try {
    const spec = JSON.parse(readFileSync(join(kernel_directory, 'kernel.json'), 'utf8'));
    return spec?.metadata?.create_kernel?.prefix === prefix;
  } catch {
    return false;
  }
}

/** Removes the generation (unless it is to be kept), the staging, and the kernel's directory if nothing else is in it. */
export function clearUnfinished(plan: Made, keep: boolean): void {
  removeTree(plan.staging);
  if (keep) return;
  removeTree(plan.prefix);
  removeOwnerless(dirname(plan.prefix));
}

/** Removes a tree without following a link out of it; what is missing is no error. */
export function removeTree(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
}

/** The kernel's own directory goes when only the file that marks it is left. */
export function removeOwnerless(home: string): void {
  if (!lstatSync(home, { throwIfNoEntry: false })?.isDirectory()) return;
  const marks = readdirSync(home);
  if (!marks.every((name) => name === '.create_kernel.json' || name === 'installer')) return;
  removeTree(join(home, 'installer'));
  removeTree(join(home, '.create_kernel.json'));
  rmdirSync(home);
}
