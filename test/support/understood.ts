/** What is understood of one text, in the words of a recipe. */
import { givenText } from '../../src/reading/given-text.js';
import { requestFields } from '../../src/recipe/intake/request/request.js';
import { type UnderstoodRequest, understandTexts } from '../../src/recipe/intake/understand.js';
import { asJson } from './as-json.js';

export function understood(text: string, name?: string): UnderstoodRequest {
  return understandTexts([givenText(text, name)]);
}

/** The fields of a recipe, with packages as text. */
export function fieldsIn(text: string, name?: string): unknown {
  return asJson(requestFields(understood(text, name)));
}

export function notesIn(text: string, name?: string): string[] {
  return understood(text, name).notes.map((note) => note.text);
}

export function codesIn(text: string, name?: string): string[] {
  return understood(text, name).problems.map(({ error }) => error.code);
}

/** What is understood of several files, given as [name, text]. */
export function understoodFiles(...files: [name: string, text: string][]): UnderstoodRequest {
  return understandTexts(files.map(([name, text]) => givenText(text, name)));
}
