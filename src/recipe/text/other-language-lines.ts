/** Reads lines in languages for which no kernels can be made here. */
import { UserError } from '../../base/errors.js';
import { languages } from '../../languages/index.js';
import { otherLanguageIn } from '../../languages/other-languages.js';
import { leaveOut, leftOut, problem } from '../../reading/finding.js';
import type { LineReader } from '../../reading/reader.js';

/** A reader of the lines of one text: the first such line is a problem, and those after it are left out. */
export function otherLanguageReader(): LineReader {
  let isFirst = true;
  return (line) => {
    const other = otherLanguageIn(line);
    if (!other) return undefined;
    const given = line.slice(0, 100);
    if (!isFirst) return [leftOut(given, `it is for ${other.label}`)];
    isFirst = false;
    const known = Object.values(languages).map(({ label }) => label);
    const error = new UserError('text-other-language', { language: other.label, given, known });
    return [{ kind: 'language', language: other.id }, problem(error, [leaveOut])];
  };
}
