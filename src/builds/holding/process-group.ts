/** Ending a process and all that it started: TERM, a bounded wait, then KILL. */

const PATIENCE = 5000;
const LOOK = 50;

/** Ends a process group; returns when nothing of it is left, or it has been killed. */
export async function endGroup(group: number, patience = PATIENCE): Promise<void> {
  signalGroup(group, 'SIGTERM');
  const until = performance.now() + patience;
  while (performance.now() < until && signalGroup(group, 0))
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  signalGroup(group, 'SIGKILL');
}

/** Sends a signal to all of a group; false if there is none. */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}
