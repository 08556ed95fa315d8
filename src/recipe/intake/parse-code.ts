/** Has the parser of a language find what code imports and installs, in a child process with a time limit. */
import * as z from 'zod';
import { run } from '../../base/process.js';
import { languages } from '../../languages/index.js';
import { otherLanguageIn } from '../../languages/others/index.js';
import type { CodeStatement, GivenText } from '../../reading/given-text.js';
import { classifyText } from './classify.js';

/** By the text of the code. */
export type ParsedCode = ReadonlyMap<string, readonly CodeStatement[]>;

const SECONDS_MOST = 20;

const answer = z.array(
  z
    .array(z.object({ text: z.string(), line: z.number().optional(), optional: z.literal(true).optional() }))
    .nullable(),
);

/**
 * The statements of the texts that are code. A text that could not be parsed is absent: the readers then read its lines.
 * `interpreters` is asked only if there is code.
 */
export async function parseCode(
  texts: readonly GivenText[],
  interpreters: () => Promise<readonly { path: string }[]>,
): Promise<ParsedCode> {
  const program = Object.values(languages).find(({ packages }) => packages.codeParser)?.packages.codeParser;
  const code = texts.filter(isCode).map(({ text }) => text);
  if (!program || code.length === 0) return new Map();
  const [interpreter] = await interpreters();
  if (!interpreter) return new Map();
  const { exit, stdout } = await run([interpreter.path, '-I', '-c', program], {
    environment: { PYTHONIOENCODING: 'utf-8' },
    seconds: SECONDS_MOST,
    input: JSON.stringify(code),
  });
  const found = exit === 0 ? answer.safeParse(jsonIn(stdout)).data : undefined;
  return new Map(code.flatMap((text, index) => (found?.[index] ? [[text, found[index]] as const] : [])));
}

/** Lines of another language mean that the parser cannot read it. */
function isCode(text: GivenText): boolean {
  const { kind } = classifyText(text);
  return kind === 'notebook' || (kind === 'code' && !text.lines.some((line) => otherLanguageIn(line)));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The program was interrupted.
  }
}
