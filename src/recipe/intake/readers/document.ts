/** Documents with code in chunks: R Markdown and Quarto. The language of each chunk is what it says. */
import { type Finding, leftOut, note } from '../../../reading/finding.js';
import { type GivenText, givenText } from '../../../reading/given-text.js';
import { type Reader, type ReadingContext, sureness } from '../../../reading/reader.js';
import { isKernelName } from '../../schema/name.js';
import { otherLanguageFindings } from '../../text/other-language-lines.js';
import { type Chunks, chunksIn, hasChunks, languageNamed } from '../chunks.js';
import { code } from './code.js';

export const document: Reader = {
  id: 'document',
  label: 'a document with code (.qmd, .Rmd)',
  recognizes({ lines, name = '' }) {
    return /\.(?:qmd|rmd)$/i.test(name) || hasChunks(lines) ? sureness.certain : sureness.no;
  },
  read,
};

function* read(given: GivenText, context: ReadingContext): Iterable<Finding> {
  const all = chunksIn(given.lines);
  yield* headFindings(given, all.length > 0);
  for (const chunks of all) yield* chunkFindings(chunks, given, context);
  if (all.length > 0) yield note('Only the chunks of code were read, not the text between them');
}

function* chunkFindings(
  { name, known, other, line, head, code: lines }: Chunks,
  given: GivenText,
  { code: parsed, ...context }: ReadingContext,
): Iterable<Finding> {
  const text = lines.join('\n');
  if (known) {
    yield { kind: 'language', language: known.id, from: head, line };
    const own = parsed?.get(known.id);
    yield* code.read(
      { ...givenText(text), ...(given.name && { name: given.name }) },
      { ...context, ...(own && { code: new Map([[known.id, own]]) }) },
    );
  } else if (other) {
    const packagesIn = other.packagesIn ?? (() => []);
    const [first, ...packages] = otherLanguageFindings(other, head, { packagesIn }, text);
    if (first) yield { ...first, line };
    yield* packages;
  } else {
    yield { ...leftOut(head, `code in \`${name}\` is not read`), line };
  }
}

/** What is above the text in YAML: the kernel that Quarto starts, which names a language or one kernel. */
function* headFindings({ lines }: GivenText, hasCode: boolean): Iterable<Finding> {
  const end = lines.indexOf('---', 1);
  if (lines[0]?.trim() !== '---' || end < 0) return;
  const start = lines.findIndex((line, index) => index < end && /^jupyter:/.test(line));
  if (start < 0) return;
  const [first = '', ...more] = lines.slice(start, end);
  const inside = more.findIndex((line) => /^\S/.test(line));
  const block = [first, ...(inside < 0 ? more : more.slice(0, inside))];
  const name = textOf(block, 'jupyter') || textOf(block, 'name') || textOf(block, 'kernel');
  const { known, other } = languageNamed(textOf(block, 'language') || name);
  const place = { from: first, line: start + 1 };
  if (known && !hasCode) yield { kind: 'language', language: known.id, ...place };
  if (other && !hasCode) {
    const [found] = otherLanguageFindings(other, first, { packagesIn: () => [] }, '');
    if (found) yield { ...found, ...place };
  }
  const isOfLanguage = Object.keys(languageNamed(name)).length > 0;
  if (!isOfLanguage && isKernelName(name)) yield { kind: 'name', name, ...place };
}

function textOf(lines: readonly string[], key: string): string {
  const pattern = new RegExp(`^\\s{0,20}${key}:\\s{0,20}["']?([\\w.-]{1,100})["']?\\s*$`);
  return lines.flatMap((line) => pattern.exec(line)?.[1] ?? [])[0] ?? '';
}
