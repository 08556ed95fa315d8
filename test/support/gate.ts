/** Holds a build up until the test lets it go on. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from './home.js';

export interface Gate {
  /** It is open once this is there. */
  file: string;
  /** A line of sh that goes on as soon as the gate is open. */
  wait: string;
  /** Runs a line of sh again and again until the gate is open. */
  until(line: string): string;
  open(): void;
}

export function makeGate(home: Home, name: string): Gate {
  const file = join(home.directory, `gate-${name}`);
  const until = (line: string) => `while [ ! -e ${file} ]; do ${line}; done`;
  return { file, wait: until('sleep 0.05'), until, open: () => writeFileSync(file, '') };
}
