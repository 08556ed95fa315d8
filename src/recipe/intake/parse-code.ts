/** Has the parsers of the languages find what code imports and installs, in child processes with a time limit. */
import * as z from 'zod';
import { run } from '../../base/process.js';
import { jsonIn } from '../../base/text/json.js';
import { isCodeFile, languages } from '../../languages/index.js';
import { otherLanguageIn } from '../../languages/others/index.js';
import type { CodeParser } from '../../languages/package-syntax.js';
import type { CodeStatement, GivenText, StatementsByLanguage } from '../../reading/given-text.js';
import { codeIn } from './chunks.js';
import { classifyText } from './classify.js';

/** By the text of the code. A text that no parser could read is absent: the readers then read its lines. */
export type ParsedCode = ReadonlyMap<string, StatementsByLanguage>;

const SECONDS_MOST = 20;

const answer = z.array(
  z
    .array(z.object({ text: z.string(), line: z.number().optional(), optional: z.literal(true).optional() }))
    .nullable(),
);

/** Asks each parser for the texts that may be in its language. `interpreters` is asked only if there are any. */
export async function parseCode(
  texts: readonly GivenText[],
  interpreters: () => Promise<readonly { path: string }[]>,
): Promise<ParsedCode> {
  const questions = Object.values(languages).flatMap(({ id, packages: { codeParser: parser } }) => {
    const sources = parser ? sourcesFor(parser, id, texts) : [];
    return parser && sources.length > 0 ? [{ id, parser, sources }] : [];
  });
  const [interpreter] = questions.length > 0 ? await interpreters() : [];
  const parsed = new Map<string, Map<string, readonly CodeStatement[]>>();
  if (!interpreter) return parsed;
  const asked = questions.map(async ({ id, parser, sources }) => {
    const answers = await parse(parser, interpreter.path, sources);
    return { id, sources, answers };
  });
  for (const { id, sources, answers } of await Promise.all(asked))
    for (const [index, { text }] of sources.entries()) {
      const statements = answers[index];
      if (statements) parsed.set(text, (parsed.get(text) ?? new Map()).set(id, statements));
    }
  return parsed;
}

interface CodeSource {
  text: string;
  code: string;
}

async function parse(
  { command }: CodeParser,
  interpreter: string,
  sources: readonly CodeSource[],
): Promise<z.output<typeof answer>> {
  const { exit, stdout } = await run(command(interpreter), {
    environment: { PYTHONIOENCODING: 'utf-8' },
    seconds: SECONDS_MOST,
    input: JSON.stringify(sources.map(({ code }) => code)),
  });
  return (exit === 0 && answer.safeParse(jsonIn(stdout)).data) || [];
}

function sourcesFor(parser: CodeParser, language: string, texts: readonly GivenText[]): CodeSource[] {
  return texts.flatMap((given) => {
    const code = codeFor(parser, language, given);
    return code === '' ? [] : [{ text: given.text, code }];
  });
}

/** What a parser can read of a text; empty if it is no code, or has prompts or lines of another language. */
function codeFor(parser: CodeParser, language: string, given: GivenText): string {
  const { kind } = classifyText(given);
  if (kind === 'document') return codeIn(given.lines, language);
  const isCode =
    kind === 'notebook' ||
    (kind === 'code' &&
      mayRead(parser, given.name) &&
      !given.lines.some((line) => parser.prompt.test(line) || otherLanguageIn(line)));
  return isCode ? given.text : '';
}

/** The name of a file says its language, if it is the name of any. */
function mayRead({ files }: CodeParser, name = ''): boolean {
  return files.test(name) || !isCodeFile(name);
}
