/** How much the processes of a step receive from the network. No tool says on a pipe how far one download is. */
import { execFile } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { delimiter } from 'node:path';
import { namesInDirectory } from '../../../base/files.js';
import { searchDirectories } from '../../../site/tools/search-path.js';
import { familyOf } from './memory.js';

const INTERVAL = 500;
const LIMITS = { timeout: 5000, maxBuffer: 1 << 26 };

/**
 * Calls `onBytes` with the bytes that a process and its descendants have received since this call, until `stop`. It is never
 * called on a host without ss(8).
 */
export function watchReceived(pid: number, onBytes: (bytes: number) => void): { stop(): void } {
  /** By the inode of the connection's socket, also of those that are closed. */
  const received = new Map<string, number>();
  let before: number | undefined;
  let stopped = false;
  const look = async () => {
    const counts = await countsOf(pid);
    if (!counts || stopped) return;
    for (const [socket, bytes] of counts) received.set(socket, bytes);
    const sum = [...received.values()].reduce((all, bytes) => all + bytes, 0);
    before ??= sum;
    if (sum > before) onBytes(sum - before);
    setTimeout(look, INTERVAL).unref();
  };
  void look();
  return {
    stop() {
      stopped = true;
    },
  };
}

/** Undefined if ss cannot say it. */
async function countsOf(pid: number): Promise<[socket: string, bytes: number][] | undefined> {
  const text = await connections();
  if (text === undefined) return undefined;
  const own = new Set(familyOf(pid).flatMap(socketsOf));
  // Each connection has several lines, of which only the first is not indented.
  return text.split(/\n(?=\S)/).flatMap((each): [string, number][] => {
    const socket = /\bino:(\d+)/.exec(each)?.[1] ?? '';
    const bytes = /\bbytes_received:(\d+)/.exec(each)?.[1];
    return own.has(socket) ? [[socket, Number(bytes ?? 0)]] : [];
  });
}

/** Where ss is looked for. On some hosts it is among the administrator's programs. */
export function directoriesOfSs(path = process.env.PATH): string[] {
  return [...searchDirectories(path), '/usr/sbin', '/sbin'];
}

function connections(): Promise<string | undefined> {
  const env = { PATH: directoriesOfSs().join(delimiter), LC_ALL: 'C' };
  return new Promise((resolve) => {
    execFile('ss', ['-H', '-t', '-i', '-n', '-e'], { ...LIMITS, env }, (error, text) =>
      resolve(error ? undefined : text),
    );
  });
}

/** The inodes of the sockets of a process (proc_pid_fd(5)). */
function socketsOf(pid: number): string[] {
  const directory = `/proc/${pid}/fd`;
  return namesInDirectory(directory).flatMap((name) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${directory}/${name}`))?.[1] ?? [];
    } catch {
      // It has been closed.
      return [];
    }
  });
}
