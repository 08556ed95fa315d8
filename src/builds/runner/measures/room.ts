/** The free space of the directories that a build writes, and its minimum while a step ran. */
import { stat, statfs } from 'node:fs/promises';
import { upwards } from '../../../base/files.js';
import type { DirectoryUse } from '../../../site/directories/uses.js';
import type { WrittenDirectory } from './written-directories.js';

export interface Room {
  /** The first directory on the file system, or its nearest existing parent directory. */
  path: string;
  /** All of them. */
  paths: readonly string[];
  use: DirectoryUse;
  /** Identifies the file system. */
  device: number;
  /** Free for this user. */
  free_bytes: number;
  /** Files that can still be made; infinite if there is no limit. */
  free_files: number;
  /** Little of the file system is left. */
  used_up: boolean;
}

/** With less free space than this, a full disk is the most likely cause of a failure without a known one. */
const LITTLE = { bytes: 20_000_000, files: 200 };

/** Undefined if no part of the path can be queried. */
async function roomOf({ path, use }: WrittenDirectory): Promise<Room | undefined> {
  for (const place of upwards(path)) {
    const found = await statfs(place).catch(() => undefined);
    const device = (await stat(place).catch(() => undefined))?.dev;
    if (!found || device === undefined) continue;
    const free_bytes = found.bavail * found.bsize;
    // Some file systems allocate inodes on demand and report 0 of 0.
    const free_files = found.files === 0 ? Number.POSITIVE_INFINITY : found.ffree;
    // An empty file system may be as small.
    const few = Math.min(LITTLE.files, found.files / 2);
    const used_up = free_bytes < Math.min(LITTLE.bytes, (found.blocks * found.bsize) / 2) || free_files < few;
    return { path: place, paths: [place], use, device, free_bytes, free_files, used_up };
  }
  return undefined;
}

/** One for each file system of these directories, in their order. */
export async function roomsOf(directories: readonly WrittenDirectory[]): Promise<Room[]> {
  const all = await Promise.all(directories.map(roomOf));
  const rooms = all.filter((room) => room !== undefined);
  const on = (device: number) => rooms.filter((room) => room.device === device);
  const firsts = rooms.filter((room) => on(room.device)[0] === room);
  return firsts.map((room) => ({ ...room, paths: on(room.device).map(({ path }) => path) }));
}

const INTERVAL = 200;
/** Sampled faster when space is nearly used up: the minimum is short, because a failing tool deletes what it made. */
const CLOSE = { bytes: 300_000_000, files: 3000, interval: 10 };

interface RoomWatch {
  /** The minima: a tool often deletes its files before it reports the failure. */
  stop(): Promise<Room[]>;
  /** Stops without a last look, which a step that succeeded does not wait for. */
  forget(): [];
}

/** Samples until `stop` or `forget`. */
export function watchRooms(directories: readonly WrittenDirectory[]): RoomWatch {
  let lowest: Room[] = [];
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const look = async () => {
    const rooms = await roomsOf(directories);
    lowest = rooms.map((room) => lower(room, lowest));
  };
  const keepLooking = async () => {
    await look();
    if (!stopped) timer = setTimeout(keepLooking, lowest.some(isClose) ? CLOSE.interval : INTERVAL);
  };
  // Most steps have ended by then.
  timer = setTimeout(keepLooking, CLOSE.interval);
  const end = () => {
    stopped = true;
    clearTimeout(timer);
  };
  return {
    async stop() {
      end();
      await look();
      return lowest;
    },
    forget() {
      end();
      return [];
    },
  };
}

function isClose({ free_bytes, free_files }: Room): boolean {
  return free_bytes < CLOSE.bytes || free_files < CLOSE.files;
}

function lower(room: Room, earlier: readonly Room[]): Room {
  const before = earlier.find(({ device }) => device === room.device) ?? room;
  return {
    ...room,
    free_bytes: Math.min(before.free_bytes, room.free_bytes),
    free_files: Math.min(before.free_files, room.free_files),
    used_up: before.used_up || room.used_up,
  };
}
