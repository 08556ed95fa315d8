/** How long this process works without a pause, in processor time, which does not depend on how busy the machine is. */
import { readFileSync } from 'node:fs';

/** Milliseconds of processor time of this thread (proc_pid_schedstat(5)), or of the process where the kernel does not count it. */
function processorTime(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
}

/**
 * The longest stretch in which the event loop answered no one else, in milliseconds of processor time: in between, its next
 * turn comes.
 */
export async function longestStretch(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = processorTime();
  let next: NodeJS.Immediate;
  const look = () => {
    const now = processorTime();
    longest = Math.max(longest, now - last);
    last = now;
    next = setImmediate(look);
  };
  next = setImmediate(look);
  try {
    await work();
  } finally {
    clearImmediate(next);
  }
  return longest;
}
