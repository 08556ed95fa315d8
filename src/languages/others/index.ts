/** Languages for which this app makes no kernels, so that their code, errors and files do not become packages. */
import type { GivenText } from '../../reading/given-text.js';
import { languages } from '../index.js';
import { julia } from './julia.js';
import { octave } from './octave.js';
import type { OtherFile, OtherLanguage } from './other-language.js';
import { r } from './r.js';

// The signs are from the documentation and the error messages of each language.
const OTHERS: readonly OtherLanguage[] = [
  octave,
  r,
  julia,
  {
    id: 'javascript',
    label: 'JavaScript',
    signs: [
      /^(?:const|let|var) [\w$]+ = /,
      /^import (?:[\w$]+|\{[^}]{0,200}\}|\* as \w+) from ['"]/,
      /^console\.log\(/,
    ],
  },
  { id: 'rust', label: 'Rust', signs: [/^use \w+::[\w:{}, *]+;$/, /^(?:pub )?fn \w+\(.{0,200}\{$/] },
  { id: 'cpp', label: 'C or C++', signs: [/^#include ?[<"]/, /^using namespace \w+;/, /^int main ?\(/] },
  { id: 'sql', label: 'SQL', signs: [/^(?:SELECT .{1,200} FROM|INSERT INTO|CREATE TABLE) \w/] },
  { id: 'latex', label: 'LaTeX', signs: [/^\\(?:documentclass|usepackage|begin)\b/] },
];

function others(): readonly OtherLanguage[] {
  return OTHERS.filter(({ id }) => !Object.hasOwn(languages, id));
}

/** The language of a line, if it is one for which no kernels can be made here. */
export function otherLanguageIn(line: string): OtherLanguage | undefined {
  const start = line.slice(0, 300).trim();
  return others().find(({ signs }) => signs.some((sign) => sign.test(start)));
}

/** The language that documents and kernels call by this name: `R`, `julia-1.10`. */
export function otherLanguageNamed(name: string): OtherLanguage | undefined {
  const bare = name.toLowerCase().replace(/[-\d.]+$/, '');
  return others().find(({ id }) => id === bare);
}

/** Whether a file with this name has the packages of such a language, or the commands that install them. */
export function isOtherLanguageList(name: string): boolean {
  return others().some(
    ({ files = [], installers }) =>
      installers?.test(name) || files.some((file) => !file.isCode && file.name?.test(name)),
  );
}

/** The kind of a file of such a language: by its name, or by what only such a file has. */
export function otherFileIn(given: GivenText): { language: OtherLanguage; file: OtherFile } | undefined {
  const all = others().flatMap((language) => (language.files ?? []).map((file) => ({ language, file })));
  return (
    all.find(({ file }) => file.signs.length > 0 && file.signs.every((sign) => sign.test(given.text))) ??
    all.find(({ file }) => file.name?.test(given.name ?? ''))
  );
}
