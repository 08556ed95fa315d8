/** Finds the directory that was full when a step failed, among those that it writes. Pure. */
import type { Room } from '../runner/measures/room.js';
import { lastPath, type StepFailure } from './causes/cause-row.js';

const NO_ROOM = /no space left on device|disk quota exceeded|\bENOSPC\b|\bEDQUOT\b/i;

/** Whether a step failed because the file system of the environment, the first of the rooms, is full. */
export function lacksRoomForEnvironments({
  lines,
  rooms,
}: {
  lines: StepFailure['lines'];
  rooms: readonly Room[];
}): boolean {
  const full = fullDirectory(lines, rooms);
  if (full !== rooms[0]) return false;
  return full?.used_up || lines.some(({ text }) => NO_ROOM.test(text));
}

/** A full one that the output names, else the fullest, else the one that the output names, else the first. */
export function fullDirectory(lines: StepFailure['lines'], rooms: readonly Room[]): Room | undefined {
  const said = lines.findLast(({ text }) => NO_ROOM.test(text));
  const named = said && roomOfPath(lastPath(said.text), rooms);
  if (named?.used_up) return named;
  const full = rooms.filter(({ used_up }) => used_up).sort((a, b) => shareLeft(a) - shareLeft(b));
  return full[0] ?? named ?? rooms[0];
}

/** The file system of the directory nearest to a path. */
function roomOfPath(path: string | undefined, rooms: readonly Room[]): Room | undefined {
  const directories = rooms.flatMap((room) => room.paths.map((directory) => ({ directory, room })));
  const around = directories.filter(({ directory }) => path !== undefined && isUnder(path, directory));
  return around.sort((a, b) => b.directory.length - a.directory.length)[0]?.room;
}

export function isUnder(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith('/') ? directory : `${directory}/`);
}

/** Orders by what is nearest to its end: bytes in megabytes, or files in hundreds. */
function shareLeft({ free_bytes, free_files }: Room): number {
  return Math.min(free_bytes / 1e6, free_files / 100);
}
