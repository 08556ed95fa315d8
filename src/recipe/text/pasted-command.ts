/** Reads the packages from commands that people paste from documentation and notebooks. Nothing is run. */
import { UserError } from '../../base/errors.js';
import { type Finding, leaveOut, leftOut, problem } from '../../reading/finding.js';
import type { SourceId } from '../../sources/index.js';
import { withoutSecret } from '../../sources/package-address.js';
import { NODEFAULTS } from '../channel.js';
import { shellWords } from './shell-words.js';
import { condaOptions, pipOptions, type ToolOption } from './tool-options.js';

interface Installer {
  /** The words before its arguments, joined by spaces. */
  command: RegExp;
  options: ReadonlyMap<string, ToolOption>;
  source?: SourceId;
}

const CONDA = '(?:\\S*/)?(?:conda|mamba|micromamba)';
const INSTALLERS: readonly Installer[] = [
  {
    command: new RegExp(`^${CONDA} (?:install|create|update|upgrade) ?`),
    options: condaOptions,
    source: 'conda',
  },
  {
    command: /^(?:(?:\S*\/)?(?:python|py)[\d.]* -m )?(?:\S*\/)?(?:uv )?pip[\d.]* install ?|^uv add ?/,
    options: pipOptions,
    source: 'pypi',
  },
];

/** Lines of a requirements file have the options of `pip install`; the packages may also be conda's. */
const REQUIREMENTS: Pick<Installer, 'options' | 'source'> = { options: pipOptions };

const OTHERS: readonly { command: RegExp; read: (words: string[]) => Finding[] }[] = [
  {
    command: new RegExp(`^${CONDA} config .*--(?:add|append|prepend) channels `),
    read: readConfig,
  },
  {
    command: new RegExp(`^${CONDA} env (?:create|update)\\b`),
    read: ([...words]) => [fileInclude(words.join(' '))],
  },
  {
    command: new RegExp(
      `^(?:${CONDA} (?:activate|deactivate|init|config|info|list|clean|env)|source|deactivate)\\b|^\\. `,
    ),
    read: (words) => [passedOver(words, 'the app activates the environment itself')],
  },
  {
    command: /^(?:\S*\/)?python[\d.]* -m (?:ipykernel|venv) |^(?:jupyter|uv venv|virtualenv|cd|mkdir)\b/,
    read: (words) => [passedOver(words, 'the app makes and registers the environment itself')],
  },
  { command: /^(?:module|ml) /, read: (words) => [passedOver(words, 'modules have their own field')] },
  {
    command: /^(?:export|setenv) /,
    read: (words) => [passedOver(words, 'variables have their own field')],
  },
];

/** Reads a line that starts with a known command, and the commands joined to it by `&&` or `;`. */
export function readCommand(line: string): Finding[] | undefined {
  const commands = shellWords(line.replace(/^sudo /, ''));
  return handlerOf(commands[0] ?? []) ? commands.flatMap((words) => readWords(words)) : undefined;
}

function handlerOf(words: string[]) {
  const text = `${words.join(' ')} `;
  const installer = INSTALLERS.find(({ command }) => command.test(text));
  if (!installer) return OTHERS.find(({ command }) => command.test(text))?.read;
  const used = installer.command.exec(text)?.[0].trimEnd().split(' ').length ?? 0;
  return (all: string[]) => readArguments(all.slice(used), installer);
}

function readWords(words: string[]): Finding[] {
  const read = handlerOf(words);
  if (read) return read(words);
  const given = withoutSecret(words.join(' '));
  return [problem(new UserError('package-not-understood', { given }), [leaveOut])];
}

/** Packages and options of a requirements line. */
export function readItems(items: string[]): Finding[] {
  return readArguments(items, REQUIREMENTS);
}

function readArguments(
  words: string[],
  { options, source }: Pick<Installer, 'options' | 'source'>,
): Finding[] {
  const entries: Finding[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('-'))
      entries.push({ kind: 'package', from: word, spec: word, ...(source && { source }) });
    else {
      const { name, value } = splitOption(word);
      const option = options.get(name);
      const follows = option?.value === true && value === undefined;
      entries.push(readOption(word, option, follows ? words[index + 1] : value));
      if (follows) index += 1;
    }
  }
  return entries;
}

/** `--channel=x` and `-cx` contain their value; `-yq` is two options without a value. */
function splitOption(word: string): { name: string; value?: string } {
  const [, name = word, , value] = /^(--[\w-]+)(=(.*))?$/.exec(word) ?? [];
  if (value !== undefined) return { name, value };
  if (/^-[yqvU]{2,}$/.test(word)) return { name: word.slice(0, 2) };
  return /^-[a-zA-Z]./.test(word)
    ? { name: word.slice(0, 2), value: word.slice(2).replace(/^=/, '') }
    : { name };
}

function readOption(word: string, option: ToolOption | undefined, value = ''): Finding {
  const given = withoutSecret(option?.value && !word.includes('=') ? `${word} ${value}`.trim() : word);
  if (option?.meaning === 'drop') return leftOut(word.split('=', 1)[0] ?? word);
  if (option?.meaning === 'channel') return { kind: 'channel', channel: value };
  if (option?.meaning === 'override') return { kind: 'channel', channel: NODEFAULTS };
  if (option?.meaning === 'file') return fileInclude(given);
  const code = option?.meaning === 'path' ? 'package-is-path' : 'package-is-option';
  return problem(new UserError(code, { given }), [leaveOut]);
}

/** `conda config --add channels X --append channels Y`; each option is one change, and `--add` is `--prepend`. */
function readConfig(words: string[]): Finding[] {
  return words.flatMap((word, index): Finding[] => {
    const place = /^--(?:add|prepend)$/.test(word) ? 'prepend' : word === '--append' ? 'append' : undefined;
    const isChannel = place && words[index + 1] === 'channels';
    return isChannel ? [{ kind: 'channel', channel: words[index + 2] ?? '', place }] : [];
  });
}

function fileInclude(given: string): Finding {
  return problem(new UserError('package-file-include', { given: withoutSecret(given) }), [leaveOut]);
}

function passedOver(words: string[], reason: string): Finding {
  return leftOut(withoutSecret(words.join(' ')), reason);
}
