/** Reads JSON files. */
import { UserError } from '../../../base/errors.js';
import { parseJson } from '../../../base/text/json.js';
import type { GivenText } from '../../../reading/given-text.js';
import { fileName } from './format.js';

/** @throws UserError with the line, if the parser names a place. */
export function readJson(given: GivenText): unknown {
  try {
    return parseJson(given.text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = /at position (\d+)/.exec(error.message)?.[1];
    const isCut = /end of JSON input|Unterminated string/.test(error.message);
    const reason = isCut ? 'it ends too early, as after a download that was interrupted' : 'it is not JSON';
    const line = at === undefined ? {} : { line: given.text.slice(0, Number(at)).split('\n').length };
    throw new UserError('file-not-understood', { file: fileName(given), reason, ...line });
  }
}
