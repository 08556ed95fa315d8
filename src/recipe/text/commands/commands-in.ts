/** Finds commands that a sentence quotes. */
import type { Finding } from '../../../reading/finding.js';
import { readCommand } from './read-command.js';

export interface QuotedCommand {
  text: string;
  /** What it asks for, and what has to be said about it. */
  findings: readonly Finding[];
}

// Where a sentence has more, it is a text about commands.
const MOST = 10;

/** The commands in back-ticks that ask for something: packages, channels, modules, variables. */
export function commandsIn(line: string): QuotedCommand[] {
  const quoted = [...line.slice(0, 1_000).matchAll(/`([a-z][^`]{3,300})`/g)].slice(0, MOST);
  const commands = quoted.map(([, text = '']) => ({ text, findings: readCommand(text) ?? [] }));
  return commands.filter(({ findings }) => findings.some(asksForSome));
}

function asksForSome({ kind }: Finding): boolean {
  return kind !== 'left-out' && kind !== 'note';
}
