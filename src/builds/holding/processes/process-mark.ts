/**
 * Every process of a build has the build's id in its environment. So it can be found without its pid, which a killed
 * runner may not have recorded, and outside its process group: a kernel that is verified runs in a separate session.
 */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { processIds } from './process-identity.js';

export const MARK = 'CREATE_KERNEL_BUILD';

// Processes that fork while they are killed are found in the next round; a fork bomb is left after the last round.
const ROUNDS = 100;
const PAUSE = 10;

/** Kills all processes of a build on this host; returns when none is left, or after the last round. */
export async function endMarked(build: string): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const left = markedProcesses(build);
    if (left.length === 0) return;
    for (const pid of left) kill(pid);
    await setTimeout(PAUSE);
  }
}

/** The processes of this user that were started with the mark (proc(5)); a zombie has no environment. */
function markedProcesses(build: string): number[] {
  const mark = `${MARK}=${build}`;
  return processIds().filter((pid) => pid !== process.pid && environmentOf(pid).includes(mark));
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
  } catch {
    // It has ended, or belongs to another user.
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
