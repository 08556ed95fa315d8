/**
 * How deep a YAML text is nested, before it is made into a document. That calls itself for every level, and where the
 * stack ends in the middle of a regular expression, the whole process dies: no error is thrown that could be caught.
 */
import { Lexer, Parser } from 'yaml';

// Recipes and environments are nested four deep; the stack has been seen to hold 700 levels.
const DEEPEST = 100;

/** Whether a text is nested deeper than any file of ours. Does not call itself, however deep that is. */
export function isNestedDeeply(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    // The tokens are of no use here; only their making is.
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return true;
  }
  return false;
}
