/** Processor time, which does not depend on how busy the machine is. */

/** Seconds of processor time that this process used meanwhile. */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Seconds of processor time of the quickest of two runs; the second one only if the first took longer than `enough`. */
export function quickestSeconds(work: () => void, enough: number): number {
  const first = cpuSeconds(work);
  return first < enough ? first : Math.min(first, cpuSeconds(work));
}
