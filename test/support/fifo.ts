import { execFileSync } from 'node:child_process';

/** Makes a FIFO at a path: reading it like a file waits forever for a writer. */
export function makeFifo(path: string): void {
  execFileSync('mkfifo', [path]);
}
