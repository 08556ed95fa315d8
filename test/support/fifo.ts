import { execFileSync } from 'node:child_process';

/** Puts a FIFO at a path: whoever reads it like a file waits for a writer without end. */
export function makeFifo(path: string): void {
  execFileSync('mkfifo', [path]);
}
