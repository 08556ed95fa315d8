/**
 * Every process of a build has the build's id in its environment. So it is found without a note of its pid, which a killed
 * runner may not have written, and outside of its group: a kernel that is tried runs in a session of its own.
 */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { namesIn } from '../../base/files.js';

export const MARK = 'CREATE_KERNEL_BUILD';

// Processes that fork while they are ended are met again; whoever forks faster for ever is left.
const ROUNDS = 100;
const PAUSE = 10;

/** Kills all processes of a build on this host; returns when none is left. */
export async function endMarked(build: string): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const left = markedProcesses(build);
    if (left.length === 0) return;
    for (const pid of left) kill(pid);
    await setTimeout(PAUSE);
  }
}

/** The processes of this user that were started with the mark (proc(5)); a zombie has no environment any more. */
function markedProcesses(build: string): number[] {
  const mark = `${MARK}=${build}`;
  return namesIn('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && environmentOf(pid).includes(mark));
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
  } catch {
    // It has just ended, or is another user's.
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}
