/**
 * Every process of a build has the build's id in its environment. So it can be found without its pid, which a killed
 * runner may not have recorded, and outside its process group: a kernel that is verified runs in a separate session.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { namesInDirectory } from '../../../base/files.js';
import { beginsProgram, processIds, startTime } from './process-identity.js';

export const MARK = 'CREATE_KERNEL_BUILD';

// Processes that fork while they are killed are found in the next round; a fork bomb is left after the last round.
const ROUNDS = 100;
const PAUSE = 10;

/** Kills all processes of a build on this host; returns when none is left, or after the last round. */
export async function endMarked(build: string): Promise<void> {
  const mark = `${MARK}=${build}`;
  for (let round = 0; round < ROUNDS; round++) {
    const others = processIds().filter((pid) => pid !== process.pid);
    // Before the environments are read: what begins its program in the meantime has its own then.
    const beginning = others.filter(beginsProgram);
    const left = others.filter((pid) => environmentOf(pid).includes(mark));
    if (left.length === 0 && beginning.length === 0) return;
    for (const pid of left) kill(pid);
    await setTimeout(PAUSE);
  }
}

/** That with which it was started (proc(5)): of its first thread, which may have ended, or of one that goes on. */
function environmentOf(pid: number): string[] {
  const own = environmentIn(`/proc/${pid}`);
  if (own.length > 0 || startTime(pid) === undefined) return own;
  const threads = namesInDirectory(`/proc/${pid}/task`).map((id) => `/proc/${pid}/task/${id}`);
  return threads.map(environmentIn).find(({ length }) => length > 0) ?? [];
}

function environmentIn(directory: string): string[] {
  try {
    return readFileSync(join(directory, 'environ'), 'latin1').split('\0').filter(Boolean);
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
