/** What the readers of commands have in common. Nothing of a command is run or expanded by a shell. */
import { type Finding, leftOut } from '../../../reading/finding.js';
import { withoutSecret } from '../../../sources/specs/package-address.js';
import type { Shell } from './shell/shell.js';

/** What a command asks for; undefined if the words are not a command of this kind. */
export type CommandReader = (words: readonly string[], shell: Shell) => Finding[] | undefined;

/** The name of a program without its directory. */
export function programOf([first = '']: readonly string[]): string {
  return first.slice(first.lastIndexOf('/') + 1);
}

/** A command that the request goes without, and why. */
export function passedOver(words: readonly string[], reason: string): Finding[] {
  return [leftOut(withoutSecret(words.join(' ')).slice(0, 200), reason)];
}

/** The value of the first of these options, as `--name x`, `--name=x` or `-nx`. */
export function optionValue(words: readonly string[], names: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const name = names.find(
      (each) => word === each || (each.startsWith('--') && word.startsWith(`${each}=`)),
    );
    if (name !== undefined) return word === name ? words[index + 1] : word.slice(name.length + 1);
  }
  return undefined;
}
