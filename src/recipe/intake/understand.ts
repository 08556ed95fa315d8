/** Every text comes here: it is classified, read by the reader of its kind, and becomes a part of one request. */
import { UserError, userErrorsOf } from '../../base/errors.js';
import { type Finding, problem } from '../../reading/finding.js';
import type { GivenText } from '../../reading/given-text.js';
import type { Reader, ReadingContext } from '../../reading/reader.js';
import { formats } from '../formats/index.js';
import { type Classified, classifyText } from './classify.js';
import { type RequestOptions, requestOf } from './make-request.js';
import type { ParsedCode } from './parse-code.js';
import type { Request } from './request.js';

export interface Understood extends Request {
  /** The kind of the text; of several texts, of the first. */
  kind: string;
}

export interface UnderstandOptions extends RequestOptions {
  /** What the parsers of languages found in the texts. */
  code?: ParsedCode;
  /** Changes a finding before it becomes a part of the request. */
  review?: (finding: Finding) => Finding;
}

/** Reads texts that were given together. Never throws for mistakes in them: these are problems of the result. */
export function understandTexts(texts: readonly GivenText[], options: UnderstandOptions = {}): Understood {
  const classified = texts.map(classifyText);
  const findings = findingsOf(texts, classified, options);
  return { kind: classified[0]?.kind ?? 'unknown', ...requestOf(findings, options) };
}

function* findingsOf(
  texts: readonly GivenText[],
  classified: readonly Classified[],
  { language, code: parsed, review = (finding) => finding }: UnderstandOptions,
): Iterable<Finding> {
  for (const [index, text] of texts.entries()) {
    const others = texts.filter((other) => other !== text);
    const code = parsed?.get(text.text);
    const context = { others, ...(language && { language }), ...(code && { code }) };
    const file = text.path ?? text.name;
    yield* text.about ?? [];
    for (const found of findingsIn(text, classified[index]?.reader, context))
      yield review(file ? { file, ...found } : found);
  }
}

function* findingsIn(
  text: GivenText,
  reader: Reader | undefined,
  context: ReadingContext,
): Iterable<Finding> {
  let [empty, said] = [true, false];
  try {
    if (!reader) throw unknownKind(text);
    for (const found of reader.read(text, context)) {
      if (found.kind !== 'note' && found.kind !== 'left-out') empty = false;
      said = true;
      yield found;
    }
    // A text that gives nothing must not become a kernel without packages; beside others, it may only report.
    const isBlank = text.text.trim() === '' && (text.name === undefined || context.others.length > 0);
    if (empty && !(said && context.others.length > 0) && !isBlank) throw nothingFound(text, reader);
  } catch (error) {
    const errors = userErrorsOf(error);
    if (errors.length === 0) throw error;
    for (const each of errors) yield { ...problem(each), ...lineIn(each) };
  }
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
