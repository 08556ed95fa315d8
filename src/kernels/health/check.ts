/** The declaration of a check of a kernel's health. */
import type { Health } from '../../shared/kernels/health.js';
import type { HealthSubject } from './subject.js';

/** What is wrong, and what to do. */
export type Fault = Omit<Health, 'looked' | 'purge'> & { message: string };

/** Looks at files alone, except for an interpreter that was replaced. Returns nothing if it finds no fault. */
export type HealthCheck = (subject: HealthSubject) => Fault | undefined | Promise<Fault | undefined>;

/** The fix of most faults, and its words. */
export const rebuildIt = {
  fix: 'rebuild',
  hint: 'Rebuild the kernel: it gets the same packages again',
} as const;
