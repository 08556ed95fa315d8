/** Processor time, which does not depend on how busy the machine is. */

/** Seconds of processor time that this process used meanwhile. */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
