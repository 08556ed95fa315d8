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

/** A child process, as Node.js and execa have it. */
interface Child {
  pid?: number | undefined;
  kill(signal?: NodeJS.Signals): unknown;
}

/** Node.js sends the signal for a program that could not be started to this process's own group, as kill(2) does for 0. */
export function signalChild(child: Child, signal: NodeJS.Signals = 'SIGTERM'): void {
  if (child.pid) child.kill(signal);
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
