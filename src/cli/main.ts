/** Runs a command line and returns its exit status. */
import { RequestErrors, UserError, userErrorsOf } from '../base/errors.js';
import { type Command, exits, jsonOption } from './command.js';
import { allCommands, findCommand } from './commands/index.js';
import type { Terminal } from './output/terminal.js';
import { parseCommandLine, versionFlags } from './parse.js';

/** Never throws. Prints mistakes of the user as messages and internal errors with their stack. */
export async function main(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const asked = withoutHelpCommand(words);
    const parsed = await parseCommandLine(asked, await commandsFor(asked));
    if ('command' in parsed) {
      const { lookAtLocations } = await import('../site/site.js');
      await lookAtLocations();
      return await parsed.command.run(parsed.given, terminal);
    }
    await terminal.write(parsed.help);
    return exits.done;
  } catch (error) {
    // Loaded only now: it knows all options of a recipe, and so all package managers.
    const { choiceLines, internalErrorLines, problemLines, problemsJson } = await import(
      './output/problems.js'
    );
    const errors = userErrorsOf(isTooMany(error) ? new UserError('files-open-limit', {}) : error);
    if (errors.length === 0) {
      terminal.say(...internalErrorLines(error));
      return exits.internalError;
    }
    const choices = error instanceof RequestErrors ? error.choices : [];
    const problems = errors.map((each) => each.toJSON());
    terminal.say(...problems.flatMap(problemLines), ...choiceLines(choices));
    if (words.includes(jsonOption.flag)) await terminal.print(problemsJson(problems, choices));
    return statusOf(errors);
  }
}

/** `help` is another way to write `--help`, and `help COMMAND` to write `COMMAND --help`. */
function withoutHelpCommand(words: readonly string[]): readonly string[] {
  const [first, ...rest] = words;
  return first === 'help' ? [...rest, '--help'] : words;
}

/** One command, or all to find the one that may be meant and for the help. */
async function commandsFor([word = '']: readonly string[]): Promise<Command[]> {
  if (versionFlags.includes(word)) return [];
  const found = word.startsWith('-') ? undefined : await findCommand(word);
  return found ? [found] : allCommands();
}

function isTooMany(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EMFILE' || code === 'ENFILE';
}

/** A wrong request counts before a refused one: it must be fixed in any case. */
function statusOf(errors: readonly UserError[]): number {
  return errors.some(({ exit }) => exit === 2) ? 2 : (errors[0]?.exit ?? exits.internalError);
}
