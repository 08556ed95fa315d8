/** Has the parser of a language find what code imports and installs, in a child process with a time limit. */
import * as z from 'zod';
import { run } from '../../base/process.js';
import { jsonIn } from '../../base/text/json.js';
import { languages } from '../../languages/index.js';
import { otherLanguageIn } from '../../languages/others/index.js';
import type { CodeStatement, GivenText } from '../../reading/given-text.js';
import { codeIn } from './chunks.js';
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
  const parser = Object.values(languages).find(({ packages }) => packages.codeParser);
  const program = parser?.packages.codeParser;
  const sources = texts.flatMap((given) => {
    const code = codeOf(given, parser?.id ?? '');
    return code === '' ? [] : [{ text: given.text, code }];
  });
  if (!program || sources.length === 0) return new Map();
  const [interpreter] = await interpreters();
  if (!interpreter) return new Map();
  const { exit, stdout } = await run([interpreter.path, '-I', '-c', program], {
    environment: { PYTHONIOENCODING: 'utf-8' },
    seconds: SECONDS_MOST,
    input: JSON.stringify(sources.map(({ code }) => code)),
  });
  const found = exit === 0 ? answer.safeParse(jsonIn(stdout)).data : undefined;
  return new Map(
    sources.flatMap(({ text }, index) => (found?.[index] ? [[text, found[index]] as const] : [])),
  );
}

// Python's and IPython's, of a session that was copied with its output.
const PROMPT = /^\s{0,40}(?:>>> |In ?\[\d{1,6}\]: )/;

/** What the parser can read of a text; empty if it is no code, or has prompts or lines of another language. */
function codeOf(given: GivenText, language: string): string {
  const { kind } = classifyText(given);
  if (kind === 'document') return codeIn(given.lines, language);
  const isCode =
    kind === 'notebook' ||
    (kind === 'code' && !given.lines.some((line) => PROMPT.test(line) || otherLanguageIn(line)));
  return isCode ? given.text : '';
}
