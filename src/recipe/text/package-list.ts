/**
 * Package lists: any number of packages on each line, separated by lines, spaces or commas, with comments, prompts and
 * continuation lines; whole commands of conda and pip; import statements, and import errors from a notebook.
 */
import { collect, type UserError } from '../../base/errors.js';
import { lookUp } from '../../base/registry.js';
import { defaultLanguage, languages } from '../../languages/index.js';
import type { PackageSyntax } from '../../languages/package-syntax.js';
import { type Finding, leaveOut, problem, specText } from '../../reading/finding.js';
import type { GivenText } from '../../reading/given-text.js';
import type { LineReader, ReadingContext } from '../../reading/reader.js';
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
    (line) => readWords(line, packages),
  ];
  for (const { number, text } of plainLines(lines)) {
    for (const found of firstOf(readers, text)) yield { line: number, from: text, ...found };
  }
}

// Two words are a package and a mistake.
const WORDS_FEWEST = 3;

/** Packages and options; none of several words of which one cannot be a package, as in the output of a program. */
function readWords(line: string, { parse }: PackageSyntax): Finding[] {
  const items = listItems(line);
  const found = readItems(items);
  if (line.includes(',') || items.length < WORDS_FEWEST) return found;
  const errors: UserError[] = [];
  const words = [...new Set(items)].filter((item) => !item.startsWith('-'));
  const specs = new Map(words.map((word) => [word, collect(errors, () => parse(word))]));
  if (errors.some(({ code }) => code === 'package-not-understood'))
    return [problem(sentenceError(line), [leaveOut, ...namesIn([line])])];
  return found.map((each) =>
    each.kind === 'package' ? { ...each, spec: specs.get(specText(each)) ?? each.spec } : each,
  );
}

function firstOf(readers: readonly LineReader[], line: string): Finding[] {
  for (const reader of readers) {
    const found = reader(line);
    if (found) return found;
  }
  return [];
}
