/** A command as data. The parser, the help and the documentation use it. */
import type { Terminal } from './output/terminal.js';

/** What a shell completes: a list that is asked for when it is needed, files, or these words. */
export type Completed = 'kernels' | 'builds' | 'files' | readonly string[];

export interface CommandArgument {
  /** As in the help, such as `NAME`. */
  name: string;
  description: string;
  /** Absent if exactly one is required. */
  takes?: 'none or one' | 'any number';
  /** By default what its name says (completion/words.ts). */
  completed?: Completed;
  /** Whether an empty word is a value too, as for another program. */
  empty?: true;
}

export interface CommandOption {
  /** Such as `--channel`. */
  flag: string;
  /** Such as `-f`. */
  short?: string;
  /** The name of its value in the help. An option without a value is a switch. */
  value?: string;
  /** Whether it may be repeated. */
  many?: true;
  /** Whether it may be given without a value too, or with several. */
  any?: true;
  /** The values that a shell offers; by default what the name of the value says (completion/words.ts). */
  completed?: Completed;
  description: string;
}

export interface Command {
  id: string;
  description: string;
  arguments: readonly CommandArgument[];
  options: readonly CommandOption[];
  /** Returns the exit status. @throws UserError or RequestErrors for mistakes that the user can fix. */
  run(given: Given, terminal: Terminal): Promise<number>;
}

/** An option of every command. */
export const jsonOption: CommandOption = { flag: '--json', description: 'print the result as JSON' };

/** The values of a command line, by the name of the argument or the flag of the option. */
export class Given {
  constructor(private readonly values: Readonly<Record<string, unknown>>) {}

  /** Empty if not given. */
  text(key: string): string {
    const value = this.values[key];
    return typeof value === 'string' ? value : '';
  }

  list(key: string): string[] {
    const value = this.values[key];
    return Array.isArray(value) ? value.map(String) : [];
  }

  flag(key: string): boolean {
    return this.values[key] === true;
  }

  get json(): boolean {
    return this.flag(jsonOption.flag);
  }
}

/** Exit statuses. Errors have their own (base/messages/). */
export const exits = {
  done: 0,
  buildFailed: 1,
  /** The doctor found something that must be fixed. */
  checkFailed: 1,
  refused: 3,
  /** An internal error (EX_SOFTWARE of sysexits.h). */
  internalError: 70,
  cancelled: 130,
  /** The status after SIGPIPE. */
  pipeClosed: 141,
} as const;
