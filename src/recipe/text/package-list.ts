/**
 * Package lists: any number of packages on each line, separated by lines, spaces or commas, with comments, prompts and
 * continuation lines; whole commands of conda and pip; import statements, and import errors from a notebook.
 */
import { collect, type UserError } from '../../base/errors.js';
import { lookUp } from '../../base/registry.js';
import { defaultLanguage, languages } from '../../languages/index.js';
import { type Finding, leaveOut, problem } from '../../reading/finding.js';
import type { GivenText } from '../../reading/given-text.js';
import type { LineReader, ReadingContext } from '../../reading/reader.js';
import { parsePackageSpec } from '../../sources/specs/package-spec.js';
import { readItems } from './commands/arguments.js';
import { readMisspelt } from './commands/misspelt.js';
import { readCommand } from './commands/read-command.js';
import { Shell } from './commands/shell/shell.js';
import { listItems } from './list-items.js';
import { plainLines } from './list-lines.js';
import { namesIn, readSentence, sentenceError } from './sentence.js';
import { readToolOutput } from './tool-output.js';

/** What a list asks for, line by line. */
export function* readPackageList({ lines }: GivenText, { language = '' }: ReadingContext): Iterable<Finding> {
  const { packages } = lookUp(languages, language) ?? defaultLanguage;
  const shell = new Shell();
  const readers: LineReader[] = [
    ...packages.readers,
    (line) => readCommand(line, shell),
    readToolOutput,
    readMisspelt,
    readSentence,
    readWords,
    (line) => readItems(listItems(line)),
  ];
  for (const { number, text } of plainLines(lines)) {
    for (const found of firstOf(readers, text)) yield { line: number, from: text, ...found };
  }
}

// Two words are a package and a mistake.
const WORDS_FEWEST = 3;

/** Words of which one cannot be a package, as in the output of a program: none of them is taken. */
function readWords(line: string): Finding[] | undefined {
  const items = line.includes(',') ? [] : listItems(line);
  if (items.length < WORDS_FEWEST || ![...new Set(items)].some(isNoPackage)) return undefined;
  return [problem(sentenceError(line), [leaveOut, ...namesIn([line])])];
}

function isNoPackage(item: string): boolean {
  const errors: UserError[] = [];
  if (!item.startsWith('-')) collect(errors, () => parsePackageSpec(item));
  return errors.some(({ code }) => code === 'package-not-understood');
}

function firstOf(readers: readonly LineReader[], line: string): Finding[] {
  for (const reader of readers) {
    const found = reader(line);
    if (found) return found;
  }
  return [];
}
