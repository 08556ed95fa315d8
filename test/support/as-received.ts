/** What a page receives: JSON that its own check accepts. */
import { parseJson } from '../../src/base/text/json.js';
import type { JsonCheck } from '../../src/shared/json-checks.js';

/** @throws Error with the text if the page would not understand it. */
export function asReceived<Value>(text: string, isWanted: JsonCheck<Value>): Value {
  const value = parseJson(text);
  if (!isWanted(value)) throw new Error(`the page does not understand ${text.slice(0, 2000)}`);
  return value;
}
