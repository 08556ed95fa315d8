import { execFileSync } from 'node:child_process';
import { cleanEnvironment, PYTHON } from './python.js';

/** Makes a FIFO at a path: reading it like a file waits forever for a writer. */
export function makeFifo(path: string): void {
  execFileSync('mkfifo', [path]);
}

/** Makes a socket at a path that no one listens to. */
export function makeSocket(path: string): void {
  const program = 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])';
  execFileSync(PYTHON, ['-I', '-c', program, path], { env: cleanEnvironment('/proc/nonexistent') });
}
