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

type Inodes = Map<string, Inode>;

interface MeasureOptions {
  /** The most time that it takes. */
  seconds?: number;
}

// The size of a block in stat(2).
const BLOCK = 512;

/** The space of all paths together. Paths that are missing count nothing. */
export async function measureSpace(
  paths: readonly string[],
  options: MeasureOptions = {},
): Promise<UsedSpace> {
  return (await measureSpaces(paths, options)).all;
}

/** The space of each path, and of all of them together, since they may share files. */
export async function measureSpaces(
  paths: readonly string[],
  { seconds = Number.POSITIVE_INFINITY }: MeasureOptions = {},
): Promise<{ each: UsedSpace[]; all: UsedSpace }> {
  const walk = new Walk(performance.now() + seconds * 1000);
  const all: Inodes = new Map();
  const each: UsedSpace[] = [];
  for (const path of paths) {
    const found: Inodes = new Map();
    await walk.visit(path, found);
    each.push(spaceOf(found, walk));
    for (const [key, inode] of found) {
      const known = all.get(key);
      all.set(key, known ? { ...known, seen: known.seen + inode.seen } : inode);
    }
  }
  return { each, all: spaceOf(all, walk) };
}

const TOGETHER = 64;

class Walk {
  complete = true;

  constructor(private readonly until: number) {}

  async visit(path: string, inodes: Inodes): Promise<void> {
    if (performance.now() > this.until) {
      this.complete = false;
      return;
    }
    const found = await lstat(path).catch(() => undefined);
    if (!found) return;
    count(found, inodes);
    if (!found.isDirectory()) return;
    const names = await readdir(path).catch(() => []);
    for (let at = 0; at < names.length; at += TOGETHER)
      await Promise.all(names.slice(at, at + TOGETHER).map((name) => this.visit(join(path, name), inodes)));
  }
}

function count(found: Stats, inodes: Inodes): void {
  const { dev, ino, blocks, nlink } = found;
  const key = `${dev}:${ino}`;
  const known = inodes.get(key);
  const directory = found.isDirectory();
  if (known) known.seen += 1;
  // A directory's links are its entries.
  else inodes.set(key, { directory, bytes: blocks * BLOCK, links: directory ? 1 : nlink, seen: 1 });
}

function spaceOf(inodes: Inodes, { complete }: Pick<Walk, 'complete'>): UsedSpace {
  const all = [...inodes.values()];
  const sum = (counted: readonly Inode[]) => counted.reduce((total, { bytes }) => total + bytes, 0);
  return {
    bytes: sum(all),
    files: all.filter(({ directory }) => !directory).length,
    freed: sum(all.filter(({ links, seen }) => seen >= links)),
    complete,
  };
}
