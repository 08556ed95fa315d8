/** Reads texts before a request is made of them: large ones in a thread. */
import { existsSync } from 'node:fs';
import { collect, type UserError } from '../../../base/errors.js';
import { readerProgram } from '../../../base/program.js';
import { problem } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type ParsedCode, parseCode } from '../parse-code.js';
import { PROBLEMS_MOST } from '../request/make-request.js';
import type { CodeInterpreter } from './messages.js';
import { type Readings, readingKey } from './reading.js';
import { ReadingThread } from './reading-thread.js';

/** What was found in texts before. */
export interface ReadAhead {
  /** What the parsers of languages found in those that are read later. */
  code?: ParsedCode;
  readings?: Readings;
}

export interface ReadAheadOptions {
  /** The id of the language that was chosen; empty if none was. */
  language: string;
  /** How many choices were made about problems. */
  choices?: number;
  /** Asked only if there is code. */
  interpreters: () => Promise<readonly CodeInterpreter[]>;
  thread?: ReadingThread | undefined;
}

// Characters. Reading less takes no longer than passing it to a thread.
const LARGE = 4000;

/** Texts that are read together. */
export async function readAhead(
  texts: readonly GivenText[],
  { language, choices = 0, interpreters, thread: own = sharedThread() }: ReadAheadOptions,
): Promise<ReadAhead> {
  const size = texts.reduce((sum, { text }) => sum + text.length, 0);
  if (size < LARGE || !own) return { code: await parseCode(texts, interpreters) };
  const question = {
    texts: texts.map(({ text, name, path }) => ({ text, ...(name && { name }), ...(path && { path }) })),
    ...{ language, problems: PROBLEMS_MOST + choices },
  };
  const errors: UserError[] = [];
  const readings = await own.ask(question, interpreters).catch((error: unknown) =>
    collect(errors, () => {
      throw error;
    }),
  );
  const unread = { kind: 'unknown', findings: errors.map((error) => problem(error)), errors: [] };
  return {
    readings: new Map(
      texts.map((text, index) => [readingKey(text, language), readings?.[index] ?? unread] as const),
    ),
  };
}

let thread: ReadingThread | undefined;

/** The one of this process. Undefined in a copy of the app that lacks the program of the thread. */
function sharedThread(): ReadingThread | undefined {
  const program = readerProgram();
  if (!thread && existsSync(program)) thread = new ReadingThread(program);
  return thread;
}
