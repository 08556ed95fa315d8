/**
 * The space of directories, and how much of it comes back when they are deleted: files may have other hard links. It is
 * measured in blocks, as `du` and quotas do, and not by the lengths of files.
 */
import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface UsedSpace {
  /** On disk. */
  bytes: number;
  /** Without directories. A file with several names is one. */
  files: number;
  /** The bytes that are freed if all of the directories are deleted. */
  freed: number;
  /** False if the time was over before everything was seen. */
  complete: boolean;
}

interface Inode {
  directory: boolean;
  bytes: number;
  links: number;
  seen: number;
}

// The size of a block in stat(2).
const BLOCK = 512;

/** The space of all paths together. Paths that are missing count nothing. `seconds` is the most time that it takes. */
export async function measureSpace(
  paths: readonly string[],
  { seconds = Number.POSITIVE_INFINITY }: { seconds?: number } = {},
): Promise<UsedSpace> {
  const inodes = new Map<string, Inode>();
  const until = performance.now() + seconds * 1000;
  let complete = true;
  const add = ({ dev, ino, blocks, nlink }: Stats, directory: boolean) => {
    const key = `${dev}:${ino}`;
    const known = inodes.get(key);
    if (known) known.seen += 1;
    // A directory's links are its entries.
    else inodes.set(key, { directory, bytes: blocks * BLOCK, links: directory ? 1 : nlink, seen: 1 });
  };
  const visit = async (path: string): Promise<void> => {
    if (performance.now() > until) {
      complete = false;
      return;
    }
    const found = await lstat(path).catch(() => undefined);
    if (!found) return;
    add(found, found.isDirectory());
    if (!found.isDirectory()) return;
    const names = await readdir(path).catch(() => []);
    for (let at = 0; at < names.length; at += TOGETHER)
      await Promise.all(names.slice(at, at + TOGETHER).map((name) => visit(join(path, name))));
  };
  for (const path of paths) await visit(path);
  const all = [...inodes.values()];
  const sum = (counted: readonly Inode[]) => counted.reduce((total, { bytes }) => total + bytes, 0);
  return {
    bytes: sum(all),
    files: all.filter(({ directory }) => !directory).length,
    freed: sum(all.filter(({ links, seen }) => seen >= links)),
    complete,
  };
}

const TOGETHER = 64;
