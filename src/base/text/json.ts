/** Reads JSON as a value of an unknown type, which a schema or a check makes known. No other file calls `JSON.parse`. */

/** @throws SyntaxError if it is not JSON. */
export function parseJson(text: string): unknown {
  return JSON.parse(text);
}

/** Undefined if it is not JSON. */
export function jsonIn(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
