/** Finds commands that a sentence quotes. */
import { readCommand } from './read-command.js';

// Where a sentence has more, it is a text about commands.
const MOST = 10;

/** The commands in back-ticks that ask for something: packages, channels, modules, variables. */
export function commandsIn(line: string): string[] {
  const quoted = [...line.slice(0, 1_000).matchAll(/`([a-z][^`]{3,300})`/g)].slice(0, MOST);
  return quoted.map(([, text = '']) => text).filter(asksForSome);
}

function asksForSome(text: string): boolean {
  return (readCommand(text) ?? []).some(({ kind }) => kind !== 'left-out' && kind !== 'note');
}
