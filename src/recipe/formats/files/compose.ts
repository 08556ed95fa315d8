/** Composes a YAML document in time linear in the length of its text, whatever the text is. */
import {
  Composer,
  type CST,
  type Document,
  isMap,
  isScalar,
  Lexer,
  type LineCounter,
  Parser,
  visit,
} from 'yaml';

// Recipes and environments have four levels; 700 levels were measured to fit on the stack.
const DEEPEST = 100;
// A package in a list has six, and no request has 5,000 packages.
const LEXEMES_MOST = 30_000;

export interface Composed {
  /** Why the text is not composed. */
  refused?: 'deep' | 'long';
  document?: Document;
  /** The place of another document after the first one. */
  second?: number;
}

/**
 * The first document, unless the text is longer or nested deeper than any supported file. Parsing is not recursive and composing is:
 * if the stack overflows within a regular expression, the process dies without an error to catch.
 */
export function compose(text: string, lines: LineCounter): Composed {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let count = 0;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > LEXEMES_MOST) return { refused: 'long' };
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > DEEPEST) return { refused: 'deep' };
  }
  tokens.push(...parser.end());
  // The library compares each key of a map with all others: see `repeatedKey`.
  const options = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'error' } as const;
  const [document, second] = withoutStacks(() => [
    ...new Composer({ ...options, lineCounter: lines }).compose(tokens, true, text.length),
  ]);
  return { ...(document && { document }), ...(second?.range && { second: second.range[0] }) };
}

/** A text of nonsense has an error for each of its words, and the stacks of these errors need most of the time. */
function withoutStacks<Result>(work: () => Result): Result {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** The place of the first key that its map has twice. */
export function repeatedKey(document: Document): number | undefined {
  let found: number | undefined;
  visit(document, (_, node) => {
    if (!isMap(node)) return undefined;
    const seen = new Set<string>();
    for (const { key } of node.items) {
      const name = isScalar(key) ? String(key.value) : undefined;
      if (name !== undefined && seen.has(name)) {
        found = isScalar(key) ? key.range?.[0] : undefined;
        return visit.BREAK;
      }
      if (name !== undefined) seen.add(name);
    }
    return undefined;
  });
  return found;
}
