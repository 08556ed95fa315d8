/** Error messages: of a notebook, a program or a package manager. */
import { UserError } from '../../../base/errors.js';
import { languages } from '../../../languages/index.js';
import { kernelPackageNames } from '../../../languages/language.js';
import { type Choice, type Finding, note, problem, specText } from '../../../reading/finding.js';
import { type GivenText, givenText } from '../../../reading/given-text.js';
import { type LineReader, type Reader, type ReadingContext, sureness } from '../../../reading/reader.js';
import { readCommand } from '../../text/commands/read-command.js';
import { listItems } from '../../text/list-items.js';
import { plainLine } from '../../text/list-lines.js';
import { otherLanguageReader } from '../../text/other-language-lines.js';
import { readPackageList } from '../../text/package-list.js';
import { isKnown } from '../../text/sentence.js';
import { toolErrorReader } from '../../text/tool-errors.js';
import { isErrorLine, KERNEL_DIED, shapeOf } from '../line-shape.js';

// Longer lines are cut: what an error names is at its beginning. Of a long log, the end says what failed.
const LINE_MOST = 500;
const LINES_MOST = 5_000;

export const errorText: Reader = {
  id: 'error',
  label: 'an error message',
  recognizes: ({ lines }) => (lines.slice(-LINES_MOST).some(isErrorLine) ? sureness.certain : sureness.no),
  read,
};

/** An error about only these missing modules does not say what the new kernel needs. */
const ofEveryKernel: ReadonlySet<string> = new Set(Object.values(languages).flatMap(kernelPackageNames));

function* read({ lines }: GivenText, context: ReadingContext): Iterable<Finding> {
  const readers = lineReaders();
  let unread = 0;
  let hasPackage = false;
  let hasProblem = false;
  const imported = new Set<string>();
  const skipped = Math.max(0, lines.length - LINES_MOST);
  if (skipped > 0) yield note(`Only the last ${LINES_MOST} lines of the error were read`);
  const listed = skipped > 0 ? [] : listedAbove(lines);
  yield* readPackageList(givenText(listed.join('\n')), context);
  const first = skipped + listed.length;
  for (const [index, line] of lines.slice(first).entries()) {
    const text = line
      .slice(0, LINE_MOST)
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/^E (?= *\w)/, '')
      .trim();
    const found = text === '' ? [] : firstOf(readers, text);
    if (!found) unread += 1;
    for (const each of found ?? []) {
      hasPackage ||= each.kind === 'package' && !each.optional && !ofEveryKernel.has(specText(each));
      hasProblem ||= each.kind === 'problem';
      if (each.kind === 'package' && each.optional) imported.add(specText(each));
      yield { line: first + index + 1, from: text, ...missed(each) };
    }
  }
  if (hasPackage && unread > 0)
    yield note(
      unread === 1
        ? 'One line of the error names no package'
        : `${unread} lines of the error name no package`,
    );
  if (!hasPackage && !hasProblem) yield problem(nothingNamed(lines), takenOnly(imported));
}

// A name with a version.
const VERSIONED = /^[A-Za-z][\w.-]{0,80}(?:\[[^\]]{0,80}\])?(?:[=~!<>]=|[<>])\d/;

/**
 * The first lines, if a person has typed packages there and pasted the error below: only well-known names and names with
 * versions, and no prompt, since a command such as `jupyter notebook` can be two names.
 */
function listedAbove(lines: readonly string[]): string[] {
  const end = lines.findIndex((line) => {
    const text = line.replace(/\s+/g, ' ').trim();
    return text !== '' && !(text === plainLine(line) && isList(text));
  });
  return lines.slice(0, Math.max(0, end));
}

function isList(line: string): boolean {
  return shapeOf(line) === 'items' && listItems(line).every((item) => isKnown(item) || VERSIONED.test(item));
}

/** What the code above the error imports may be all that is needed. */
function takenOnly(names: ReadonlySet<string>): Choice[] {
  const texts = [...names].slice(0, 20);
  return texts.length > 0
    ? [{ id: 'by-name', label: `Take ${texts.join(', ')}`, text: texts.join('\n') }]
    : [];
}

/** The code above the error imports other modules, which it does not miss. */
function missed(finding: Finding): Finding {
  const isMissed = finding.kind === 'package' && finding.module !== undefined && !finding.optional;
  return isMissed ? { ...finding, missed: true } : finding;
}

function lineReaders(): LineReader[] {
  const ofLanguages = Object.values(languages).flatMap(({ id, packages: { errorReader } }) => {
    return errorReader ? [inLanguage(id, errorReader())] : [];
  });
  const command: LineReader = (line) => readCommand(plainLine(line));
  return [otherLanguageReader(), toolErrorReader(), ...ofLanguages, command];
}

function inLanguage(language: string, read: LineReader): LineReader {
  return (line) => {
    const found = read(line);
    const hasPackage = found?.some(({ kind }) => kind === 'package');
    return found && hasPackage ? [{ kind: 'language', language }, ...found] : found;
  };
}

function firstOf(readers: readonly LineReader[], line: string): Finding[] | undefined {
  for (const reader of readers) {
    const found = reader(line);
    if (found) return found;
  }
  return undefined;
}

function nothingNamed(lines: readonly string[]): UserError {
  return lines.some((line) => KERNEL_DIED.test(line.slice(0, LINE_MOST)))
    ? new UserError('kernel-died', {})
    : new UserError('error-names-nothing', {});
}
