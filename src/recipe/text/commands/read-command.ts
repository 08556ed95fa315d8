/** Reads commands that people paste from documentation, notebooks and terminals. Nothing is run. */
import { type Finding, leftOut } from '../../../reading/finding.js';
import { withoutSecret } from '../../../sources/specs/package-address.js';
import type { CommandReader } from './command.js';
import { readExplained } from './explained.js';
import { readImageLine } from './image-lines.js';
import { readCondaSettings, readInstaller, readPixiChannels, readUvEnvironment } from './installers.js';
import {
  readModules,
  readPython,
  readPythonChoice,
  readVariables,
  readVirtualenv,
  variable,
} from './setup.js';
import { assignmentIn, Shell } from './shell/shell.js';

const READERS: readonly CommandReader[] = [
  readInstaller,
  readUvEnvironment,
  readCondaSettings,
  readPixiChannels,
  readPythonChoice,
  readVariables,
  readModules,
  readPython,
  readVirtualenv,
  readImageLine,
  readExplained,
];

/** Words of the shell's own syntax around a command. */
const AROUND = /^(?:sudo|time|nohup|exec|command|then|do|else|!|RUN|if|while|-E|-H)$/;

/** Reads a line that starts with a known command, and the commands joined to it by `&&` or `;`. */
export function readCommand(line: string, shell: Shell = new Shell()): Finding[] | undefined {
  const [first, ...others] = shellWords(line);
  const found = first && readOne(first, shell);
  if (!found) return undefined;
  return [...found, ...others.flatMap((words) => readOne(words, shell) ?? [unknown(words)])];
}

function readOne(all: readonly string[], shell: Shell): Finding[] | undefined {
  const words = withoutAround(all.map((word) => shell.fill(word)));
  const set = words.findIndex((word) => assignmentIn(word) === undefined);
  if (set === -1) return words.length > 0 ? assigned(words, shell) : undefined;
  for (const reader of READERS) {
    const found = reader(words.slice(set), shell);
    if (found) return [...exported(words.slice(0, set), shell), ...found];
  }
  return undefined;
}

function withoutAround(words: readonly string[]): readonly string[] {
  const begin = words.findIndex((word, index) => !AROUND.test(word) && !isOptionOfRun(words, index));
  return begin < 0 ? [] : words.slice(begin);
}

/** `RUN --mount=type=cache,target=/root/.cache pip install x`. */
function isOptionOfRun(words: readonly string[], index: number): boolean {
  return words[0] === 'RUN' && /^--[a-z]+=/.test(words[index] ?? '');
}

/** `A=b` alone sets a variable of the shell, which only later commands use. */
function assigned(words: readonly string[], shell: Shell): Finding[] | undefined {
  const found = words.flatMap((word) => assignmentIn(word) ?? []);
  // `numpy=1.26` in a package list is a version.
  if (!found.every(({ name, value }) => /^[A-Z_][A-Z\d_]*$/.test(name) && !/^\d+\./.test(value)))
    return undefined;
  for (const { name, value } of found) shell.set(name, value);
  return found.map(({ name }) => leftOut(`${name}=…`, 'later commands have its value'));
}

/** `A=b command` sets a variable for that command. */
function exported(words: readonly string[], shell: Shell): Finding[] {
  return words.flatMap((word) => {
    const found = assignmentIn(word);
    return found ? [variable(found.name, found.value, 'build', shell)] : [];
  });
}

function unknown(words: readonly string[]): Finding {
  return leftOut(withoutSecret(words.join(' ')).slice(0, 200), 'it is not a command that asks for packages');
}

/** The commands of a line (joined by `&&`, `||`, `;` or `|`), each as its words, without quotes and a comment at the end. Nothing is expanded or run. */
function shellWords(text: string): string[][] {
  const commands: string[][] = [[]];
  for (const token of text.match(TOKEN) ?? []) {
    if (token.startsWith('#')) break;
    if (/^[;&|]/.test(token)) commands.push([]);
    else commands.at(-1)?.push(unquote(token));
  }
  return commands.filter((words) => words.length > 0);
}

// A separator, a comment, or a word with quoted parts and escaped characters; an unclosed quote ends with the line.
const TOKEN = /[;&|]+|#.*|(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|\\.|[^\s;&|"'\\]|\\$)+/g;

function unquote(word: string): string {
  return word.replace(
    /"([^"]*)"?|'([^']*)'?|\\(.?)/g,
    (_, double = '', single = '', escaped = '') => double + single + escaped,
  );
}
