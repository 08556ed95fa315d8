/** The free space of a file system, and its minimum while a step ran. */
import { statfs } from 'node:fs/promises';

export interface Room {
  /** The path itself, or its nearest existing parent directory. */
  path: string;
  /** Free for this user. */
  free_bytes: number;
  /** Files that can still be made; infinite if there is no limit. */
  free_files: number;
}

/** Undefined if no part of the path can be queried. */
export async function roomOf(path: string): Promise<Room | undefined> {
  for (let place = path; place !== '/'; place = place.slice(0, place.lastIndexOf('/')) || '/') {
    const found = await statfs(place).catch(() => undefined);
    if (!found) continue;
    // Some file systems allocate inodes on demand and report 0 of 0.
    const free_files = found.files === 0 ? Number.POSITIVE_INFINITY : found.ffree;
    return { path: place, free_bytes: found.bavail * found.bsize, free_files };
  }
  return undefined;
}

const INTERVAL = 200;
/** Sampled faster when space is nearly used up: the minimum is short, because a failing tool deletes what it made. */
const CLOSE = { bytes: 300_000_000, files: 3000, interval: 10 };

/** Samples until `stop`, which returns the minimum: a tool often deletes its files before it reports the failure. */
export function watchRoom(path: string): { stop(): Room | undefined } {
  let lowest: Room | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const look = async () => {
    const room = await roomOf(path);
    if (stopped) return;
    if (room) lowest = lower(lowest ?? room, room);
    const close = room && (room.free_bytes < CLOSE.bytes || room.free_files < CLOSE.files);
    timer = setTimeout(look, close ? CLOSE.interval : INTERVAL);
  };
  void look();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      return lowest;
    },
  };
}

function lower(one: Room, other: Room): Room {
  return {
    path: other.path,
    free_bytes: Math.min(one.free_bytes, other.free_bytes),
    free_files: Math.min(one.free_files, other.free_files),
  };
}
