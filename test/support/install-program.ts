/** Installs a fake program of a package manager that answers its version. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Program } from '../../src/managers/program.js';

/** Its version is 9.8.7. Returns its path. @throws Error if its version pattern matches neither `NAME 9.8.7` nor `9.8.7`. */
export function installProgram(path: string, { names: [name = ''], version }: Program): string {
  const answer = [`${name} 9.8.7`, '9.8.7'].find((text) => version.exec(text)?.[1] === '9.8.7');
  if (!answer)
    throw new Error(`The version pattern of ${name} matches neither \`${name} 9.8.7\` nor \`9.8.7\``);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho "${answer}"\n`, { mode: 0o755 });
  return path;
}
