/** The site's limit of builds that run on one host at the same time, whoever ordered them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import program from './host-turn.sh';
import type { Turn, TurnWaiting } from './wait-for-turn.js';

export interface HostLimit {
  /** A directory of this host in which every user may make files. */
  directory: string;
  builds: number;
}

/**
 * Resolves when one of the host's places is this build's, or the build is cancelled. Where the directory cannot be used,
 * nothing is limited: the doctor says so.
 */
export async function waitForHost(limit: HostLimit | undefined, waiting: TurnWaiting): Promise<Turn> {
  if (!limit) return { waited: false, end: () => {} };
  const child = spawn('bash', ['-c', program, 'bash', limit.directory, `${limit.builds}`], {
    env: { PATH: '/usr/bin:/bin' },
    cwd: '/',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const end = () => void child.stdin.end();
  const watching = setInterval(() => waiting.isCancelled() && end(), LOOK);
  try {
    return { waited: await waitFor(child, waiting), end };
  } finally {
    clearInterval(watching);
  }
}

const LOOK = 300;

/** Gives whether it had to wait; returns too when the program has ended without a place. */
async function waitFor(child: ChildProcess, { onWait }: TurnWaiting): Promise<boolean> {
  let waited = false;
  const ended = once(child, 'close').catch(() => undefined);
  if (!child.stdout) return waited;
  const lines = createInterface({ input: child.stdout });
  const held = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      if (line === 'held') return resolve();
      waited = true;
      onWait('This host runs as many builds as the site allows: this one starts when another ends');
    });
  });
  await Promise.race([held, ended]);
  return waited;
}
