/** What a person should know about a kernel that works, in words: a language has texts for what its own probe finds. */
import { languages } from './index.js';
import type { NoteFacts, NoteTexts } from './language.js';

/** Notes about kernels of every language. */
const common: NoteTexts = {
  'activation-incomplete': ({ what, where }) =>
    `Activation did not finish \`${what}\`: it ${where}. Variables that this file sets may be missing in the kernel`,
  'base-replaced': ({ what, where }) =>
    `\`${what}\`, the interpreter that this environment was made with, was replaced: it was ${where}. Rebuild the kernel if a package no longer works`,
  'replaced-by-pip': ({ what, where }) =>
    `pip replaced conda’s \`${what}\` (${where}), and conda does not know about it. If something breaks, request that version as a conda package`,
  'variable-inherited': ({ what, where }) =>
    `This session sets \`${what}\` (\`${where}\`); the kernel does not get it`,
};

/** The notes as inline texts, without those that only a newer version of this app knows. */
export function noteTexts(notes: readonly ({ code: string } & NoteFacts)[]): string[] {
  const texts: NoteTexts = Object.assign({}, ...Object.values(languages).map(({ notes }) => notes), common);
  return notes.flatMap(({ code, what, where }) => texts[code]?.({ what, where }) ?? []);
}
