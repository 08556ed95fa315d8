/** A command as data: the parser, the help and the documentation are made from it. */
import type { Terminal } from './terminal.js';

export interface CommandArgument {
  /** As the help shows it, such as `NAME`. */
  name: string;
  description: string;
  /** Absent: exactly one must be given. */
  takes?: 'none or one' | 'any number';
}

export interface CommandOption {
  /** Such as `--channel`. */
  flag: string;
  /** Such as `-f`. */
  short?: string;
  /** What the help calls its value; an option without one is a switch. */
  value?: string;
  /** It may be given several times. */
  many?: true;
  description: string;
}

export interface Command {
  id: string;
  description: string;
  arguments: readonly CommandArgument[];
  options: readonly CommandOption[];
  /** Gives the exit status. @throws UserError or RequestErrors for what the person can mend. */
  run(given: Given, terminal: Terminal): Promise<number>;
}

/** Every command has this one. */
export const jsonOption: CommandOption = { flag: '--json', description: 'print the result as JSON' };

/** What was given on the command line, by the argument's name or the option's flag. */
export class Given {
  constructor(private readonly values: Readonly<Record<string, unknown>>) {}

  /** Empty if it was not given. */
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

/** How the program ends; what is refused or wrong ends with the status of its error. */
export const exits = {
  done: 0,
  buildFailed: 1,
  /** The doctor found something that has to be mended. */
  checkFailed: 1,
  refused: 3,
  /** A fault of ours (EX_SOFTWARE of sysexits.h). */
  fault: 70,
  cancelled: 130,
  /** As if ended by SIGPIPE. */
  pipeClosed: 141,
} as const;
