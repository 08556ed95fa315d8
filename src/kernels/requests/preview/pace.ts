/** How long a build takes for the size of its environment, as this user's earlier builds show. */
import { listBuilds } from '../../../builds/builds.js';
import type { BuildState } from '../../../shared/builds/build-state.js';
import type { EquippedSite } from '../../../site/site.js';

// A build without packages: it makes the environment, starts the kernel and publishes it. In seconds.
const START = 6;
// Bytes of the environment for each second, before this user has built anything with the package manager: an assumption,
// which the first build replaces.
const PACE = 30_000_000;
const BUILDS = 5;

/** Bytes for each second: the median of the last builds with this package manager. */
export async function paceOf(manager: string, site: EquippedSite): Promise<number> {
  const states = (await listBuilds(site)).map(({ state }) => state);
  const paces = states
    .filter((state) => state.manager === manager && state.status === 'succeeded')
    .slice(0, BUILDS)
    .flatMap(paceOfBuild)
    .sort((a, b) => a - b);
  return paces[Math.floor(paces.length / 2)] ?? PACE;
}

/** Nothing for a build that was too short to show it. */
function paceOfBuild({ report, started, ended }: BuildState): number[] {
  const seconds = ((ended ?? started) - started) / 1000 - START;
  return report && report.size > 0 && seconds > 1 ? [report.size / seconds] : [];
}

/** Seconds for an environment of this many bytes, rounded as a guess may be. */
export function secondsFor(bytes: number, pace: number): number {
  const seconds = START + bytes / pace;
  const step = seconds < 30 ? 5 : seconds < 120 ? 10 : 60;
  return Math.max(step, Math.round(seconds / step) * step);
}
