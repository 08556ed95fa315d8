/** Source code: what it imports, and the commands in it. */
import { isCodeFile } from '../../../languages/index.js';
import { otherLanguageIn } from '../../../languages/others/index.js';
import { type Finding, leftOut, note } from '../../../reading/finding.js';
import type { CodeStatement, GivenText, StatementsByLanguage } from '../../../reading/given-text.js';
import { type Reader, type ReadingContext, sureness } from '../../../reading/reader.js';
import { readCommand } from '../../text/commands/read-command.js';
import { Shell } from '../../text/commands/shell/shell.js';
import { importsIn } from '../../text/imports.js';
import { plainLine, plainLines } from '../../text/list-lines.js';
import { otherLanguageReader } from '../../text/other-language-lines.js';
import { shapesIn } from '../line-shape.js';

// A session in Python, with what it printed.
const SESSION = /^\s{0,40}>>> (?:import|from) \w/;

export const code: Reader = {
  id: 'code',
  label: 'source code',
  recognizes(text) {
    if (text.lines.slice(0, 300).some((line) => SESSION.test(line) || otherLanguageIn(line)))
      return sureness.likely;
    if (isCodeFile(text.name ?? '') || /\.(?:r|jl|m)$/i.test(text.name ?? '')) return sureness.named;
    const { code: lines, items, heading, prose, command } = shapesIn(text);
    return lines > items + heading + prose && lines >= command ? sureness.likely : sureness.no;
  },
  read,
};

function* read(given: GivenText, { code: parsed, others }: ReadingContext): Iterable<Finding> {
  const own = ownModules(others);
  for (const found of parsed ? parsedFindings(...likeliest(parsed)) : lineFindings(given)) {
    const [module = ''] = (found.kind === 'package' && found.module?.split('.')) || [];
    yield own.has(module) ? { ...leftOut(module, 'its file was given too'), line: found.line } : found;
  }
}

/** The modules and packages of the files that were given together. */
function ownModules(others: readonly GivenText[]): ReadonlySet<string> {
  const own = ({ name = '', path = name }: GivenText) =>
    /(?:^|\/)(\w+)(?:\.py|\/__init__\.py)$/.exec(path)?.[1] ?? [];
  return new Set(others.flatMap(own));
}

/** The language of a text: its parser finds the most in it; of equals, the first in the registry. */
function likeliest(parsed: StatementsByLanguage): [language: string, statements: readonly CodeStatement[]] {
  const [first, ...others] = parsed;
  return others.reduce((best, each) => (each[1].length > best[1].length ? each : best), first ?? ['', []]);
}

function* parsedFindings(language: string, statements: readonly CodeStatement[]): Iterable<Finding> {
  const shell = new Shell();
  if (statements.length === 0) yield note('The code imports nothing');
  for (const { text, line, optional } of statements) {
    const from = plainLine(text);
    const found = importsIn(from, language) ?? readCommand(from, shell) ?? [];
    const place = { from, ...(line && { line }) };
    for (const each of found)
      yield { ...place, ...each, ...(optional && each.kind === 'package' && { optional }) };
  }
}

function* lineFindings({ lines }: GivenText): Iterable<Finding> {
  const readOther = otherLanguageReader();
  let unread = 0;
  let optional = false;
  for (const { number, text } of plainLines(lines)) {
    if (/^try:/.test(text)) optional = true;
    else if (/^(?:except|finally)\b/.test(text)) optional = false;
    const found = readOther(text) ?? importsIn(text) ?? readCommand(text);
    if (!found) unread += 1;
    for (const each of found ?? [])
      yield { line: number, from: text, ...each, ...(optional && each.kind === 'package' && { optional }) };
  }
  if (unread > 0)
    yield note(unread === 1 ? 'One line of code imports nothing' : `${unread} lines of code import nothing`);
}
