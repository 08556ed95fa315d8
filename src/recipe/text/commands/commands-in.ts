/** Finds commands that a sentence quotes. */
import { readInstaller } from './installers.js';
import { shellWords } from './shell/shell-words.js';

// Where a sentence has more, it is a text about commands.
const MOST = 10;

/** The commands in back-ticks that install packages. */
export function commandsIn(line: string): string[] {
  const quoted = [...line.slice(0, 1_000).matchAll(/`([a-z][^`]{3,300})`/g)].slice(0, MOST);
  return quoted.map(([, text = '']) => text).filter(installs);
}

function installs(text: string): boolean {
  return shellWords(text).some((words) => readInstaller(words) !== undefined);
}
