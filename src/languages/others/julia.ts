/** Julia: https://pkgdocs.julialang.org/v1/toml-files/ */
import { namesBy, type OtherLanguage, quotedIn } from './other-language.js';

const UUID = '"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"';

export const julia: OtherLanguage = {
  id: 'julia',
  label: 'Julia',
  signs: [
    /^julia(?: --?[a-z][\w=.-]{0,60}){0,5} -e /,
    /^(?:julia> ?)?using [A-Z]\w*(?:\s*[,:.]\s*[\w@.]+)*\s*;?\s*(?:#.*)?$/,
    /\bPkg\.(?:add|build|activate|instantiate|develop)\(/,
    /^(?:import|using) Pkg\b/,
    /^(?:\(@?[\w.]+\) )?pkg> ?\w/,
    // What `st` prints: https://pkgdocs.julialang.org/v1/repl/#repl-status
    /^(?:[⌃⌅✓→] )?\[[0-9a-f]{8}\] \w+ v\d/,
    /^Status `[^`]{1,200}\.toml`/,
    /ArgumentError: Package \S+ not found in current path/,
    /^ERROR: LoadError:/,
    // A package by the name of its repository.
    /^[A-Z]\w{1,60}\.jl$/,
  ],
  packagesIn: codePackages,
  files: [
    {
      label: 'a lock of Julia (Manifest.toml)',
      name: /^(?:Julia)?Manifest\.toml$/,
      signs: [/^\[\[(?:deps\.)?\w+\]\]$/m, new RegExp(`^uuid = ${UUID}`, 'm')],
      isLock: true,
      packagesIn: (text) => namesBy(text, /^\[\[(?:deps\.)?(\w+)\]\]/gm),
    },
    {
      label: 'a project of Julia (Project.toml)',
      name: /^(?:Julia)?Project\.toml$/,
      signs: [/^\[deps\]/m, new RegExp(`^\\w+ ?= ?${UUID}`, 'm')],
      packagesIn: (text) =>
        namesBy(text, new RegExp(`^(\\w+) ?= ?${UUID}`, 'gm')).filter((name) => name !== 'uuid'),
    },
    { label: 'code of Julia', name: /\.jl$/i, signs: [], isCode: true, packagesIn: codePackages },
  ],
};

function codePackages(code: string): string[] {
  const used = namesBy(code, /^[ \t]{0,20}(?:julia> ?)?(?:using|import) ([^:#;\n]{1,500})/gm)
    .flatMap((list) => list.split(','))
    .map((name) => /^\s*(\w+)/.exec(name)?.[1] ?? '');
  const typed = namesBy(code, /pkg> ?(?:add|dev) ([^#\n]{1,500})/g).flatMap((list) => list.split(/[\s,]+/));
  const listed = namesBy(code, /^\s{0,20}(?:[⌃⌅✓→] )?\[[0-9a-f]{8}\] (\w+) v\d/gm);
  const added = quotedIn(code, /\bPkg\.(?:add|develop)\(/g);
  return [...new Set([...added, ...typed, ...used, ...listed])].filter(
    (name) => name !== '' && name !== 'Pkg',
  );
}
