import { UserError } from '../base/errors.js';
import { lookUp } from '../base/registry.js';
import { bash } from './bash/index.js';
import type { Language } from './language.js';
import { python } from './python/index.js';

/** The languages of kernels, by id. A new one is a folder in this directory and a line here. */
export const languages: Readonly<Record<string, Language>> = { python, bash };

/** The language of a recipe that names none. */
export const defaultLanguage: Language = python;

/** For an unfinished form: the language that it names, or the default one. */
export function languageOrDefault(id: string | undefined): Language {
  return lookUp(languages, id ?? '') ?? defaultLanguage;
}

/** Whether a file with this name is code in a language that has a parser. */
export function isCodeFile(name: string): boolean {
  return Object.values(languages).some(({ packages }) => packages.codeParser?.files.test(name));
}

/** @throws UserError `language-unknown`. */
export function languageOf({ language: given }: { language: string }): Language {
  const language = lookUp(languages, given);
  if (language) return language;
  throw new UserError('language-unknown', { given, known: Object.keys(languages) }, 'language');
}
