/** How much work something is, however busy the machine is besides. */

/** The seconds that a processor was at work for this process meanwhile. */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
