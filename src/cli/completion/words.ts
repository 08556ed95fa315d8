/** What a shell completes: the commands, and for each its options and the kinds of its arguments. Pure. */
import { type Command, type CommandOption, jsonOption } from '../command.js';

/** The kinds of values that a shell can complete. */
export type Completed = 'kernels' | 'builds' | 'files' | 'shells';

/** By the names of arguments and of options' values, which are the same in the help of all commands. */
const kinds: Readonly<Record<string, Completed>> = {
  NAME: 'kernels',
  BUILD: 'builds',
  FILE: 'files',
  DIRECTORY: 'files',
  SHELL: 'shells',
};

export interface CommandWords {
  id: string;
  description: string;
  options: { flag: string; description: string; takesValue: boolean; completed?: Completed }[];
  /** What the first argument is, and the later ones. */
  first?: Completed;
  later?: Completed;
}

export function commandWords(commands: readonly Command[], making: readonly string[]): CommandWords[] {
  return commands.map(({ id, description, arguments: arguments_, options }) => {
    const [one, two] = arguments_;
    // A kernel that will be made has no name yet.
    const first = making.includes(id) ? undefined : kindOf(one?.name);
    const later = kindOf((two ?? (one?.takes === 'any number' ? one : undefined))?.name);
    return {
      ...{ id, description, options: [...options, jsonOption].flatMap(toWords) },
      ...(first && { first }),
      ...(later && { later }),
    };
  });
}

function kindOf(name = ''): Completed | undefined {
  return Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}

function toWords({ flag, short, value, description }: CommandOption): CommandWords['options'] {
  const completed = kindOf(value);
  const words = { description, takesValue: value !== undefined, ...(completed && { completed }) };
  return [{ flag, ...words }, ...(short ? [{ flag: short, ...words }] : [])];
}
