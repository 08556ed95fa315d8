/**
 * Measures how deep a YAML text is nested before it is composed into a document. Composing is recursive: if the stack
 * overflows within a regular expression, the process dies without an error to catch.
 */
import { Lexer, Parser } from 'yaml';

// Recipes and environments have four levels; 700 levels were measured to fit on the stack.
const DEEPEST = 100;

/** Whether a text is nested deeper than any supported file. Not recursive, whatever the depth. */
export function isNestedDeeply(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    // The tokens are not used, but making them moves the parser on.
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return true;
  }
  return false;
}
