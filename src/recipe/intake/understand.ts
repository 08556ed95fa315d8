/** Every text comes here: it is classified, read by the reader of its kind, and becomes a part of one request. */
import { RequestErrors, UserError, userErrorsOf } from '../../base/errors.js';
import { type Finding, problem, withShortWords } from '../../reading/finding.js';
import type { GivenText } from '../../reading/given-text.js';
import type { Reader, ReadingContext } from '../../reading/reader.js';
import { formats } from '../formats/index.js';
import type { ReadAhead } from './ahead/read-ahead.js';
import { type Reading, readingKey } from './ahead/reading.js';
import { type Classified, classifyText, readerOf } from './classify.js';
import { type RequestOptions, requestOf } from './request/make-request.js';
import type { TextRequest } from './request/request.js';

export interface UnderstoodRequest extends TextRequest {
  /** The kind of the text; of several texts, of the first. */
  kind: string;
}

export interface UnderstandOptions extends RequestOptions, ReadAhead {
  /** Changes a finding before it becomes a part of the request. */
  review?: (finding: Finding) => Finding;
}

/** Reads texts that were given together. Never throws for mistakes in them: these are problems of the result. */
export function understandTexts(
  texts: readonly GivenText[],
  options: UnderstandOptions = {},
): UnderstoodRequest {
  const parts = texts.map((text) => ({ text, ...known(text, options) }));
  return { kind: parts[0]?.kind ?? 'unknown', ...requestOf(findingsOf(parts, options), options) };
}

interface TextPart extends Pick<Classified, 'kind' | 'reader'> {
  text: GivenText;
  /** What was found in it before. */
  reading?: Reading;
}

function known(text: GivenText, { readings, language }: UnderstandOptions): Omit<TextPart, 'text'> {
  const reading = readings?.get(readingKey(text, language));
  if (!reading) return classifyText(text);
  const reader = readerOf(reading.kind);
  return { kind: reading.kind, reading, ...(reader && { reader }) };
}

function* findingsOf(
  parts: readonly TextPart[],
  { language, code: parsed, review = (finding) => finding }: UnderstandOptions,
): Iterable<Finding> {
  const texts = parts.map(({ text }) => text);
  for (const part of parts) {
    const { text } = part;
    const others = texts.filter((other) => other !== text);
    const code = parsed?.get(text.text);
    const context = { others, ...(language && { language }), ...(code && { code }) };
    const file = text.path ?? text.name;
    yield* text.about ?? [];
    for (const found of findingsIn(part, context)) yield review(file ? { file, ...found } : found);
  }
}

function* findingsIn(part: TextPart, context: ReadingContext): Iterable<Finding> {
  const { text, reader } = part;
  let [empty, said] = [true, false];
  try {
    for (const found of foundIn(part, context)) {
      if (found.kind !== 'note' && found.kind !== 'left-out') empty = false;
      said = true;
      yield found;
    }
    // A text that gives nothing must not become a kernel without packages; beside others, it may only report.
    const isBlank = text.text.trim() === '' && (text.name === undefined || context.others.length > 0);
    if (empty && reader && !(said && context.others.length > 0) && !isBlank) throw nothingFound(text, reader);
  } catch (error) {
    const errors = userErrorsOf(error);
    if (errors.length === 0) throw error;
    for (const each of errors) yield { ...problem(each), ...lineIn(each) };
  }
}

function* foundIn({ text, reader, reading }: TextPart, context: ReadingContext): Iterable<Finding> {
  if (!reading) {
    if (!reader) throw unknownKind(text);
    for (const found of reader.read(text, context)) yield withShortWords(found);
    return;
  }
  yield* reading.findings;
  if (reading.errors.length > 0) throw new RequestErrors(reading.errors);
  if (!reader && reading.findings.length === 0) throw unknownKind(text);
}

/** The line of a file that cannot be read. */
function lineIn({ facts }: UserError): { line?: number } {
  return 'line' in facts && typeof facts.line === 'number' ? { line: facts.line } : {};
}

function nothingFound({ name }: GivenText, { label }: Reader): UserError {
  return name === undefined
    ? new UserError('text-names-nothing', { label })
    : new UserError('nothing-asked-for', {});
}

function unknownKind({ name }: GivenText): UserError {
  if (name === undefined) return new UserError('text-not-text', {});
  const known = Object.values(formats).map(({ label }) => label);
  return new UserError('file-kind-unknown', { file: name, known });
}
