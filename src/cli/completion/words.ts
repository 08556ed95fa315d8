/** What a shell completes: the commands, and for each its options and what their values and its arguments are. Pure. */
import {
  type Command,
  type CommandArgument,
  type CommandOption,
  type Completed,
  jsonOption,
} from '../command.js';

/** By the names of arguments in the help. */
const ofArguments: Readonly<Record<string, Completed>> = {
  NAME: 'kernels',
  BUILD: 'builds',
  FILE: 'files',
  // It may also be a file that lists packages, and a command of the host.
  PACKAGE: 'files',
  COMMAND: 'files',
};

/** By the names of options' values. */
const ofValues: Readonly<Record<string, Completed>> = {
  KERNEL: 'kernels',
  FILE: 'files',
  DIRECTORY: 'files',
};

export interface CommandWords {
  id: string;
  description: string;
  options: OptionWords[];
  /** What the first argument is, and the later ones; an empty list if no one knows. */
  places: [first: Completed, later: Completed];
}

export interface OptionWords {
  flag: string;
  description: string;
  /** What its value is. Absent if it takes none, or may go without. */
  value?: Completed;
}

export function commandWords(commands: readonly Command[]): CommandWords[] {
  return commands.map(({ id, description, arguments: arguments_, options }) => {
    const [one, two] = arguments_;
    const later = two ?? (one?.takes === 'any number' ? one : undefined);
    return {
      ...{ id, description, options: [...options, jsonOption].flatMap(optionWords) },
      places: [ofArgument(one), ofArgument(later)],
    };
  });
}

function ofArgument(argument?: CommandArgument): Completed {
  return argument?.completed ?? known(ofArguments, argument?.name) ?? [];
}

function optionWords({ flag, short, value, any, completed, description }: CommandOption): OptionWords[] {
  const taken = value !== undefined && !any && { value: completed ?? known(ofValues, value) ?? [] };
  return [flag, ...(short ? [short] : [])].map((each) => ({ flag: each, description, ...taken }));
}

function known(kinds: Readonly<Record<string, Completed>>, name = ''): Completed | undefined {
  return Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}
