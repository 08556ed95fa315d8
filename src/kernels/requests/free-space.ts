/** How much space is free where a kernel and its environment will be. */
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UserError } from '../../base/errors.js';
import { run } from '../../base/process.js';
import { count, formatSize } from '../../shared/format.js';
import type { Site } from '../../site/site.js';

export interface Space {
  /** Bytes that are free for this user, and the size of the file system in bytes. */
  bytes: number;
  total: number;
  /** Files that can still be made; infinite if the file system has no such limit. */
  files: number;
}

type SpaceSite = Pick<Site, 'config' | 'environment' | 'jupyter_data' | 'data_root'>;

// The app's directories and the launcher's get a few small files.
const SMALL = { bytes: 2e6, files: 50 };
const QUOTA_SECONDS = 10;

/** @throws UserError `space-short` if a build would certainly run out of space. */
export async function checkSpace(location: string, site: SpaceSite): Promise<void> {
  const { free_megabytes, free_files } = site.config.limits;
  const needed = { bytes: free_megabytes * 1e6, files: free_files };
  await requireSpace(location, needed, site);
  for (const path of [site.data_root, site.jupyter_data]) await requireSpace(path, SMALL, site);
}

/** The space that is free at a path, which may not exist yet; at most the quota that the site's command reports. */
export async function freeSpace(
  path: string,
  { config, environment }: Pick<Site, 'config' | 'environment'>,
): Promise<Space | undefined> {
  const found = await statfs(path).catch(() => undefined);
  if (!found) return path === dirname(path) ? undefined : freeSpace(dirname(path), { config, environment });
  const free = found.bavail * found.bsize;
  const quota = config.quota_command && (await freeQuota([...config.quota_command, path], environment));
  return {
    bytes: Math.min(free, quota ?? free),
    total: found.blocks * found.bsize,
    // Some file systems allocate inodes on demand and report 0 of 0.
    files: found.files === 0 ? Number.POSITIVE_INFINITY : found.ffree,
  };
}

async function requireSpace(
  path: string,
  needed: { bytes: number; files: number },
  site: SpaceSite,
): Promise<void> {
  const free = await freeSpace(path, site);
  if (!free) return;
  const short = (what: { free: string; needed: string }) =>
    new UserError('space-short', { path, ...what, what: '' }, 'location');
  if (free.bytes < needed.bytes)
    throw short({ free: formatSize(free.bytes), needed: formatSize(needed.bytes) });
  if (free.files < needed.files)
    throw short({ free: count(free.files, 'file'), needed: count(needed.files, 'file') });
}

async function freeQuota(
  argv: readonly string[],
  environment: Record<string, string>,
): Promise<number | undefined> {
  const { exit, stdout } = await run(argv, { environment, seconds: QUOTA_SECONDS });
  const bytes = /^\s*(\d+)\s*$/.exec(stdout)?.[1];
  return exit === 0 && bytes ? Number(bytes) : undefined;
}
