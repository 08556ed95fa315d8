/** Ends a process and its descendants: TERM, a bounded wait, then KILL. */

const PATIENCE = 5000;
const LOOK = 50;

/** Ends a process group; returns when it has ended or was killed. */
export async function endGroup(group: number, patience = PATIENCE): Promise<void> {
  signalGroup(group, 'SIGTERM');
  const until = performance.now() + patience;
  while (performance.now() < until && signalGroup(group, 0))
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  signalGroup(group, 'SIGKILL');
}

/** Sends a signal to a process group; returns false if there is none. */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}
