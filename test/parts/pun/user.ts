/** An unprivileged user of this host for one test file, with a home. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { alone } from '../../support/alone.js';
import { waitFor } from '../../support/wait.js';

/** Only root can make users, and only root's nginx can run as one. */
export const mayMakeUsers = process.getuid?.() === 0;

export interface HostUser {
  name: string;
  uid: number;
  gid: number;
  /** A directory with everything of this user; everyone can read it, and root owns its entries. */
  directory: string;
  home: string;
  remove(): Promise<void>;
}

// useradd fails at once if another one is running.
const LOCK = join(tmpdir(), 'create-kernel-users.lock');

export async function makeUser(): Promise<HostUser> {
  await removeAbandoned();
  const directory = mkdtempSync(join(tmpdir(), 'pun-'));
  chmodSync(directory, 0o755);
  const [name, home] = [`pun${process.pid}`, join(directory, 'home')];
  const remove = async () => {
    const uid = idOf(name);
    if (uid !== undefined) {
      await endProcesses(uid);
      await alone(LOCK, () => {
        execFileSync('userdel', ['--force', name], { stdio: 'ignore' });
      });
    }
    rmSync(directory, { recursive: true, force: true });
  };
  return orElse(remove, async () => {
    await alone(LOCK, () => {
      execFileSync('useradd', ['--no-create-home', '--home-dir', home, '--shell', '/bin/bash', name]);
    });
    mkdirSync(home);
    const [uid = 0, gid = 0] = [idOf(name), idOf(name, '-g')];
    chownSync(home, uid, gid);
    return { name, uid, gid, directory, home, remove };
  });
}

/** Removes the users of test processes that were ended before they could remove them. */
async function removeAbandoned(): Promise<void> {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name = '', , uid, , , home = ''] = line.split(':');
    const pid = /^pun(\d+)$/.exec(name)?.[1];
    const directory = dirname(home);
    if (!pid || existsSync(`/proc/${pid}`) || !directory.startsWith(join(tmpdir(), 'pun-'))) continue;
    await endProcesses(Number(uid));
    await alone(LOCK, () => {
      // Another test file may have removed it meanwhile.
      if (idOf(name) !== undefined) execFileSync('userdel', ['--force', name], { stdio: 'ignore' });
    });
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Undefined if there is no such user. */
function idOf(name: string, kind = '-u'): number | undefined {
  try {
    return Number(execFileSync('id', [kind, name], { encoding: 'utf8', stdio: 'pipe' }));
  } catch {
    return undefined;
  }
}

/** Does the work; if it fails, cleans up. Nothing else does after a hook that throws. */
export async function orElse<Value>(
  cleanUp: () => Promise<void>,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

/** Processes of builds that still run, since no test waited for their end. */
async function endProcesses(uid: number): Promise<void> {
  await waitFor(`the processes of user ${uid} to end`, () => {
    const left = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isOf(uid, name));
    for (const pid of left) killProcess(Number(pid));
    return left.length === 0;
  });
}

/** A process that has ended and has not been waited for has no command line. */
function isOf(uid: number, pid: string): boolean {
  try {
    return statSync(`/proc/${pid}`).uid === uid && readFileSync(`/proc/${pid}/cmdline`, 'latin1') !== '';
  } catch {
    return false;
  }
}

export function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
