/** Why a generation cannot start, as far as its files show. */
import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Language } from '../../languages/language.js';
import type { Origin } from '../kernelspec.js';

/** In words; nothing where its environment and its interpreter are there. */
export function startProblem({ prefix }: Pick<Origin, 'prefix'>, language: Language): string | undefined {
  if (!existsSync(prefix)) return `its environment \`${prefix}\` is gone. Create the kernel again`;
  const [program = ''] = language.argv(prefix, '');
  const missing = missingTarget(program);
  if (missing === undefined) return undefined;
  return missing === program
    ? `its program \`${program}\` is gone. Rebuild the kernel`
    : `\`${missing}\` is gone, the interpreter that its environment was made with. Rebuild the kernel, or create it again with another version`;
}

// As many as Linux follows: path_resolution(7).
const MOST_LINKS = 40;

/** The path at the end of a chain of links where there is nothing; nothing where the chain leads to a file. */
export function missingTarget(path: string): string | undefined {
  let at = path;
  for (let links = 0; links < MOST_LINKS; links++) {
    const found = lstatSync(at, { throwIfNoEntry: false });
    if (!found) return at;
    if (!found.isSymbolicLink()) return undefined;
    at = resolve(dirname(at), readlinkSync(at));
  }
  return at;
}
