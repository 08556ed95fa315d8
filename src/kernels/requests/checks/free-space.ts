/** How much space a kernel and its environment have on disk. */
import { run } from '../../../base/process.js';
import { lookAt } from '../../../site/directories/look.js';
import type { Site } from '../../../site/site.js';

export interface FreeSpace {
  /** Bytes that are free for this user: the least of the next two. */
  bytes: number;
  file_system: number;
  /** What is left of the user's quota, where the site has a command that says so. */
  quota?: number;
  /** Bytes that there are in all. */
  total: number;
  /** Files that can still be made; infinite where the file system has no such limit. */
  files: number;
}

const QUOTA_SECONDS = 10;

/** What is free where a directory is, or will be; nothing where its file system does not answer. */
export async function freeSpace(
  path: string,
  { config, environment }: Pick<Site, 'config' | 'environment'>,
): Promise<FreeSpace | undefined> {
  const look = await lookAt(path);
  if (look === 'silent') return undefined;
  const { free_bytes, total_bytes: total, free_files: files } = look;
  const quota = config.quota_command && (await freeQuota([...config.quota_command, path], environment));
  return {
    bytes: Math.min(free_bytes, quota ?? free_bytes),
    file_system: free_bytes,
    ...(quota !== undefined && { quota }),
    ...{ total, files },
  };
}

async function freeQuota(
  argv: readonly string[],
  environment: Record<string, string>,
): Promise<number | undefined> {
  const { exit, stdout } = await run(argv, { environment, seconds: QUOTA_SECONDS });
  const bytes = /^\s*(\d+)\s*$/.exec(stdout)?.[1];
  return exit === 0 && bytes ? Number(bytes) : undefined;
}

const CACHE_TIME = 30_000;

const cache = new Map<string, { since: number; space: Promise<FreeSpace | undefined> }>();

/** At most 30 seconds old: the form asks at every pause in typing, and a quota command may take seconds. */
export function recentFreeSpace(
  path: string,
  site: Pick<Site, 'config' | 'environment'>,
): Promise<FreeSpace | undefined> {
  const known = cache.get(path);
  if (known && performance.now() - known.since < CACHE_TIME) return known.space;
  const space = freeSpace(path, site);
  cache.set(path, { since: performance.now(), space });
  return space;
}
