/** Which processes of this host use a directory: their program, their working directory or their command is in it. */
import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { processIds } from './process-identity.js';

/** Those of the directories that processes of this user use; other users' processes cannot be examined (proc(5)). */
export function usedDirectories(directories: readonly string[]): Set<string> {
  if (directories.length === 0) return new Set();
  const texts = processIds().map(pathsOf);
  const used = (directory: string) =>
    texts.some((text) => text.includes(`${directory}/`) || text.includes(`${directory}\0`));
  return new Set(directories.filter(used));
}

/** The words of the command line of each process of this user. */
export function commandLines(): string[][] {
  const user = process.getuid?.();
  return processIds()
    .filter((pid) => statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid === user)
    .map((pid) => tryTo(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).split('\0'));
}

/** The program, the working directory and the command line, each ended by a null byte. */
function pathsOf(pid: number): string {
  const link = (name: string) => tryTo(() => readlinkSync(`/proc/${pid}/${name}`));
  return [link('exe'), link('cwd'), tryTo(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')), ''].join('\0');
}

/** Empty if the process has ended, or belongs to another user. */
function tryTo(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
