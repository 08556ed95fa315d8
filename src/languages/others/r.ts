/** R: https://cran.r-project.org/doc/manuals/r-release/R-exts.html */
import { namesBy, namesInFields, type OtherLanguage, quotedIn } from './other-language.js';

const INSTALLS =
  /\b(?:install\.packages|BiocManager::install|(?:remotes|devtools)::install_\w+|pak::pkg_install|pak::pak|renv::install)\(/g;
// The arguments in an error of `loadNamespace` are its own variables.
const LOADS = /\b(?<!Error in )(?:library|require|requireNamespace|loadNamespace)\(\s*["']?([A-Za-z][\w.]*)/g;

const MISSES = /there is no package called ['"‘“`]([A-Za-z][\w.]*)/g;

export const r: OtherLanguage = {
  id: 'r',
  label: 'R',
  signs: [
    /^(?:suppress\w+\()?(?:library|require|requireNamespace|loadNamespace)\(/,
    /\b(?:install\.packages|BiocManager::install|remotes::install_\w+|devtools::install_\w+|pak::pkg_install|renv::\w+)\(/,
    /there is no package called|package or namespace load failed|^Error in (?:library|loadNamespace|require)\b/,
    /^[\w.]+ <- /,
    /^(?:Rscript|R)(?: --?[a-z][\w-]{0,40}){0,5} -e |\bIRkernel::\w+\(|^\.libPaths\(/,
  ],
  packagesIn: codePackages,
  installers: /^install\.r$/i,
  files: [
    {
      label: 'a package of R (DESCRIPTION)',
      signs: [
        /^Package: ?[A-Za-z][\w.]*[ \t]*$/m,
        /^(?:Imports|Suggests|LinkingTo|Type|Title|LazyData|RoxygenNote|Authors@R|Config\/\S+):|^Depends:[ \t\n]*R\b/m,
      ],
      packagesIn: fieldPackages,
    },
    {
      label: 'the packages of a compendium of R (DESCRIPTION)',
      name: /^DESCRIPTION$/,
      signs: [/^(?:Imports|LinkingTo):/m, /^(?:Suggests|Depends|Remotes|Title|License|Type):/m],
      packagesIn: fieldPackages,
    },
    {
      label: 'a lock of R (renv.lock)',
      name: /^renv\.lock$/i,
      signs: [/^\s{0,100}\{/, /^\s{0,20}"R": ?\{/m, /^\s{0,20}"Packages": ?\{/m],
      isLock: true,
      packagesIn: (text) => namesBy(text, /"Package": ?"([\w.]{1,100})"/g),
    },
    { label: 'code of R', name: /\.r$|^\.Rprofile$/i, signs: [], isCode: true, packagesIn: codePackages },
  ],
};

function codePackages(code: string): string[] {
  return [
    ...new Set([...quotedIn(code, INSTALLS), ...namesBy(code, LOADS), ...namesBy(code, MISSES)]),
  ].filter((name) => !/^https?:/.test(name));
}

function fieldPackages(text: string): string[] {
  return namesInFields(text, 'Depends|Imports|LinkingTo|Suggests').filter((name) => name !== 'R');
}
