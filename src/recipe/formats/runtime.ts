/** runtime.txt: the version of a language: https://repo2docker.readthedocs.io/en/latest/configuration/system/#runtime-txt */
import { UserError } from '../../base/errors.js';
import { lookUp } from '../../base/registry.js';
import { languages } from '../../languages/index.js';
import { otherLanguageNamed } from '../../languages/others/index.js';
import { type Finding, leaveOut, problem } from '../../reading/finding.js';
import { type Reader, sureness } from '../../reading/reader.js';
import { otherLanguageProblem } from '../text/other-language-lines.js';
import { logicalLines } from './requirements/logical-lines.js';

export const runtime: Reader = {
  id: 'runtime',
  label: 'the version of a language (runtime.txt)',
  recognizes: ({ name = '' }) => (/^runtime\.txt$/i.test(name) ? sureness.certain : sureness.no),
  read: ({ lines }) =>
    logicalLines(lines).flatMap(({ number, text }) =>
      lineFindings(text).map((found) => ({ ...found, line: number, from: text })),
    ),
};

function lineFindings(text: string): Finding[] {
  const [, id = '', version = ''] = /^([a-z]+)-(\d+(?:\.\d+)*)$/i.exec(text) ?? [];
  const language = lookUp(languages, id.toLowerCase());
  if (language)
    return [
      { kind: 'language', language: language.id },
      { kind: 'version', version },
    ];
  const other = otherLanguageNamed(/^[a-z]+/i.exec(text)?.[0] ?? text);
  if (other) return [otherLanguageProblem(other, text)];
  const reason = 'it has to name a language and its version, such as `python-3.12`';
  return [problem(new UserError('item-not-understood', { given: text, reason }), [leaveOut])];
}
