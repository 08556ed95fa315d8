/** Reads texts in languages for which no kernels can be made here: what they ask for is shown, and left out. */
import { UserError } from '../../base/errors.js';
import { languages } from '../../languages/index.js';
import { otherLanguageIn } from '../../languages/others/index.js';
import type { OtherFile, OtherLanguage } from '../../languages/others/other-language.js';
import { type Finding, leaveOut, leftOut } from '../../reading/finding.js';
import type { LineReader } from '../../reading/reader.js';
import { LineFinder } from '../formats/files/line-finder.js';

/** A reader of the lines of one text: the first such line is a problem; the packages that they name are left out. */
export function otherLanguageReader(): LineReader {
  let isFirst = true;
  return (line) => {
    const other = otherLanguageIn(line);
    if (!other) return undefined;
    const given = line.slice(0, 100);
    const names = (other.packagesIn?.(line) ?? []).map((name) => leftOut(name, notForLanguage(other)));
    if (!isFirst) return names.length > 0 ? names : [leftOut(given, notForLanguage(other))];
    isFirst = false;
    return [otherLanguageProblem(other, given), ...names];
  };
}

/** A whole text of the language, with the lines of its packages; `given` are the words that name it. */
export function* otherLanguageFindings(
  language: OtherLanguage,
  given: string,
  { packagesIn, isLock }: Pick<OtherFile, 'packagesIn' | 'isLock'>,
  text: string,
): Iterable<Finding> {
  const names = packagesIn(text).slice(0, LISTED_MOST);
  yield { ...otherLanguageProblem(language, given), from: given };
  const lines = new LineFinder(text);
  if (!isLock)
    for (const name of names)
      yield { ...leftOut(name, notForLanguage(language)), from: name, ...lines.lineOf(name) };
  if (!isLock || names.length === 0) return;
  const few = names.slice(0, 3).map((name) => `\`${name}\``);
  const reason = `they are for ${language.label}: ${few.join(', ')}${names.length > 3 ? ' …' : ''}`;
  yield leftOut(`${names.length} exact versions`, reason);
}

// No one reads more of them.
const LISTED_MOST = 1000;

function notForLanguage({ label }: OtherLanguage): string {
  return `it is for ${label}`;
}

/** As long as it is not left out, the request is for the language. */
export function otherLanguageProblem({ id, label }: OtherLanguage, given: string): Finding {
  const known = Object.values(languages).map(({ label }) => label);
  const error = new UserError('text-other-language', { language: label, given, known });
  return { kind: 'problem', error, choices: [leaveOut], language: id };
}
