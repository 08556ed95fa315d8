/** Asks the servers that have the files for the download sizes that a manager did not report. */

import { run } from '../../../base/process.js';
import type { ResolvedPackage } from '../../../managers/manager.js';
import type { EquippedSite } from '../../../site/site.js';

const AT_ONCE = 8;
const SECONDS = 5;

/** Fills in the sizes that the servers report within a few seconds; the others stay absent. */
export async function fetchSizes(
  packages: ResolvedPackage[],
  site: EquippedSite,
  signal?: AbortSignal,
): Promise<ResolvedPackage[]> {
  const sized = [...packages];
  const open = sized.flatMap(({ size, url }, index) =>
    size === undefined && url?.startsWith('https://') ? [index] : [],
  );
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const { url = '', ...rest } = sized[index] as ResolvedPackage;
      const size = await sizeAt(url, site, signal);
      sized[index] = { ...rest, url, ...(size && { size }) };
    }
  });
  await Promise.all(workers);
  return sized;
}

/** Runs the site's curl, so that its proxies and certificates are used. */
async function sizeAt(
  url: string,
  { tools, environment }: EquippedSite,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  if (!tools.programs.curl) return undefined;
  const { stdout } = await run([tools.programs.curl.path, '-sIL', '--max-time', String(SECONDS), url], {
    environment,
    seconds: SECONDS + 1,
    ...(signal && { signal }),
  });
  const sizes = [...stdout.matchAll(/^content-length:\s*(\d+)/gim)];
  return Number(sizes.at(-1)?.[1]) || undefined;
}
