/** A program of a manager's kind on the host, which answers what it is. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Program } from '../../src/managers/program.js';

/** Gives the path. Its version is 9.8.7. @throws Error where neither `NAME 9.8.7` nor `9.8.7` is an answer of this program. */
export function installProgram(path: string, { names: [name = ''], version }: Program): string {
  const answer = [`${name} 9.8.7`, '9.8.7'].find((text) => version.exec(text)?.[1] === '9.8.7');
  if (!answer) throw new Error(`${name} tells its version neither as \`${name} 9.8.7\` nor as \`9.8.7\``);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho "${answer}"\n`, { mode: 0o755 });
  return path;
}
