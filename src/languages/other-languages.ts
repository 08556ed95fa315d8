/** Signs of languages for which this app makes no kernels, so that their code and errors do not become packages. */
import { languages } from './index.js';

interface OtherLanguage {
  id: string;
  label: string;
  /** Any of these in a line; each is linear. */
  signs: readonly RegExp[];
}

// From the documentation and the error messages of each language.
const OTHERS: readonly OtherLanguage[] = [
  {
    id: 'r',
    label: 'R',
    signs: [
      /^(?:suppress\w+\()?(?:library|require|requireNamespace|loadNamespace)\(/,
      /\b(?:install\.packages|BiocManager::install|remotes::install_\w+|devtools::install_\w+|pak::pkg_install|renv::\w+)\(/,
      /there is no package called|package or namespace load failed|^Error in (?:library|loadNamespace|require)\b/,
      /^[\w.]+ <- /,
    ],
  },
  {
    id: 'julia',
    label: 'Julia',
    signs: [
      /^(?:julia> ?)?using [A-Z]\w*(?:\s*[,:.]\s*[\w@.]+)*\s*;?\s*(?:#.*)?$/,
      /\bPkg\.(?:add|build|activate|instantiate|develop)\(/,
      /^(?:import|using) Pkg\b/,
      /^(?:\(@?[\w.]+\) )?pkg> ?(?:add|dev) /,
      /ArgumentError: Package \S+ not found in current path/,
      /^ERROR: LoadError:/,
    ],
  },
  {
    id: 'octave',
    label: 'Octave',
    signs: [
      /^(?:octave:\d+> ?)?pkg (?:load|install) /,
      /^error: (?:package|'\w+' undefined|.{1,80} package .{1,80} (?:not found|not installed)|pkg load:)/,
      /^The '\w+' function belongs to the \w+ package from Octave Forge/,
    ],
  },
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

/** The language of a line, if it is one for which no kernels can be made here. */
export function otherLanguageIn(line: string): Pick<OtherLanguage, 'id' | 'label'> | undefined {
  const start = line.slice(0, 300).trim();
  return OTHERS.find(
    ({ id, signs }) => !Object.hasOwn(languages, id) && signs.some((sign) => sign.test(start)),
  );
}
