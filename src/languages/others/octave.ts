/** Octave: https://docs.octave.org/latest/The-DESCRIPTION-File.html */
import { namesBy, namesInFields, type OtherLanguage } from './other-language.js';

const PKG = /^[ \t]{0,20}(?:octave:\d+> ?)?pkg (?:load|install)\b/m;

export const octave: OtherLanguage = {
  id: 'octave',
  label: 'Octave',
  signs: [
    /^octave(?:-cli)?(?: --?[a-z][\w-]{0,40}){0,5} --eval /,
    /^(?:octave:\d+> ?)?pkg (?:load|install) /,
    /^error: (?:package|'\w+' undefined|.{1,80} package .{1,80} (?:not found|not installed)|pkg load:)/,
    /^The '\w+' function belongs to the \w+ package from Octave Forge/,
  ],
  packagesIn: codePackages,
  files: [
    {
      label: 'a package of Octave (DESCRIPTION)',
      signs: [/^Name: ?\w/m, /^Depends:.{0,200}\boctave\b|^Categories:/im],
      packagesIn: (text) => namesInFields(text, 'Depends').filter((name) => !/^octave$/i.test(name)),
    },
  ],
};

function codePackages(code: string): string[] {
  const lists = namesBy(code, new RegExp(`${PKG.source}([^%#;\\n]{1,500})`, 'gm'));
  const words = lists.flatMap((list) => list.split(/[\s"',]+/));
  return [...new Set(words)].filter((word) => /^\w+$/.test(word));
}
