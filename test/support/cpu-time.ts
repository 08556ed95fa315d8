/** Processor time, which does not depend on how busy the machine is. */

/** Seconds of processor time that this process used meanwhile. */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const RUNS = 5;

/** Seconds of processor time of the quickest run: of the first that takes less than `enough`, or of five. */
export function quickestSeconds(work: () => void, enough: number): number {
  let quickest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS && quickest >= enough; run++) quickest = Math.min(quickest, cpuSeconds(work));
  return quickest;
}
