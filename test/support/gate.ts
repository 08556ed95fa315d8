/** Holds a build until the test releases it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from './home.js';

export interface Gate {
  /** The gate is open once this file exists. */
  file: string;
  /** A line of sh that waits until the gate is open. */
  wait: string;
  /** A line of sh that repeats a command until the gate is open. */
  until(line: string): string;
  open(): void;
}

export function makeGate(home: Home, name: string): Gate {
  const file = join(home.directory, `gate-${name}`);
  const until = (line: string) => `while [ ! -e ${file} ]; do ${line}; done`;
  return { file, wait: until('sleep 0.05'), until, open: () => writeFileSync(file, '') };
}
