/** Parses a command line with commander, from the commands' data. */
import { Argument, CommanderError, Option, Command as Parser } from 'commander';
import { UserError } from '../base/errors.js';
import { programVersion } from '../base/program.js';
import { type Command, type CommandArgument, type CommandOption, Given, jsonOption } from './command.js';

export type Parsed = { command: Command; given: Given } | { help: string };

/** By the name of the argument or the flag of the option. */
type OptionValues = Readonly<Record<string, unknown>>;

export const versionFlags = ['-V', '--version'];

const STATUSES = `
Exit status: 0 done (create: the kernel is in the launcher), 1 the build failed, 2 the request is
wrong, 3 refused, 130 cancelled or left running, 70 internal error.`;

/** `commands`: at least the one that is meant. @throws UserError `command-not-understood`, `argument-empty`, `option-empty`. */
export async function parseCommandLine(
  words: readonly string[],
  commands: readonly Command[],
): Promise<Parsed> {
  let help = '';
  let parsed: Parsed | undefined;
  const program = makeParser({ onHelp: (text) => (help += text) });
  for (const command of commands) {
    addCommand(program, command, (values) => {
      parsed = { command, given: new Given(withTexts(values, words)) };
    });
  }
  try {
    await program.parseAsync(words.length > 0 ? words.map(hideText) : ['--help'], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw parseError(error);
  }
  return parsed ?? { help };
}

/** A text of several lines is no option, even if it begins with dashes as IPython's tracebacks do: commander gets its number. */
function hideText(word: string, at: number): string {
  return at > 0 && word.includes('\n') ? `\n${at}` : word;
}

function withTexts(values: OptionValues, words: readonly string[]): OptionValues {
  const textOf = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(textOf);
    return typeof value === 'string' && value.startsWith('\n') ? words[Number(value)] : value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]));
}

function makeParser({ onHelp }: { onHelp: (text: string) => void }): Parser {
  return new Parser('create-kernel')
    .description('Makes private, verified Jupyter kernels')
    .version(programVersion(), versionFlags.join(', '), 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', STATUSES)
    .configureOutput({ writeOut: onHelp, writeErr: () => {} })
    .exitOverride();
}

function addCommand(program: Parser, command: Command, run: (values: OptionValues) => void): void {
  const parser = program.command(command.id).description(command.description);
  for (const argument of command.arguments) parser.addArgument(toArgument(argument));
  const options = [...command.options, jsonOption].map((option) => ({ option, parser: toOption(option) }));
  for (const each of options) parser.addOption(each.parser);
  parser.action(() => {
    const values = parser.opts();
    run({
      ...Object.fromEntries(command.arguments.map(({ name }, at) => [name, parser.processedArgs[at]])),
      ...Object.fromEntries(options.map((each) => [each.option.flag, values[each.parser.attributeName()]])),
    });
  });
}

const forms: Record<CommandArgument['takes'] & string, (name: string) => string> = {
  'none or one': (name) => `[${name}]`,
  'any number': (name) => `[${name}...]`,
};

function toArgument({ name, description, takes, empty }: CommandArgument): Argument {
  const argument = new Argument(takes ? forms[takes](name) : `<${name}>`, description);
  if (empty) return argument;
  return argument.argParser<string | string[]>((text, before = []) => {
    if (text.trim() === '') throw new UserError('argument-empty', { argument: name });
    return takes === 'any number' ? [before, text].flat() : text;
  });
}

function toOption({ flag, short, value, many, any, description }: CommandOption): Option {
  const taken = value && (any ? `[${value}...]` : `<${value}>`);
  const flags = `${short ? `${short}, ` : ''}${flag}${taken ? ` ${taken}` : ''}`;
  const option = new Option(flags, many ? `${description} (repeatable)` : description);
  if (!value || any) return option;
  return option.argParser<string | string[]>((text, before = []) => {
    if (text.trim() === '') throw new UserError('option-empty', { option: flag });
    return many ? [before, text].flat() : text;
  });
}

/** commander's message is `error: unknown option '--lang'`, perhaps with `(Did you mean --language?)` on the next line. */
function parseError({ message }: CommanderError): UserError {
  const [reason = '', after = ''] = message.replace(/^error: /, '').split('\n');
  const nearest = /^\(Did you mean (?:one of )?(.+)\?\)$/.exec(after)?.[1];
  return new UserError('command-not-understood', {
    reason: reason.replaceAll("'", '`'),
    ...(nearest && { nearest }),
  });
}
