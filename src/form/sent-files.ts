/** The files that come with a form, as texts. */
import { collect, UserError } from '../base/errors.js';
import type { GivenText } from '../reading/given-text.js';
import { type GivenFile, textOfFile } from '../recipe/formats/files/decode.js';

/** `problem`: why the file was rejected. */
export type SentFile = GivenFile & { problem?: UserError };

export interface FilesRead {
  texts: GivenText[];
  errors: UserError[];
}

export function readFiles(files: readonly SentFile[]): FilesRead {
  const read: FilesRead = { texts: [], errors: [] };
  for (const file of files) {
    const errors: UserError[] = [];
    const text = collect(errors, () => textOf(file));
    if (text) read.texts.push(text);
    read.errors.push(...placedAt('upload', errors));
  }
  return read;
}

/** @throws UserError if it was rejected or is not text. */
function textOf(file: SentFile): GivenText {
  if (file.problem) throw file.problem;
  const text = decoded.get(file) ?? textOfFile(file);
  decoded.set(file, text);
  return text;
}

// A form is read in several steps.
const decoded = new WeakMap<SentFile, GivenText>();

/** A mistake is in the field, unless the error says where it is. */
export function placedAt(place: string, errors: readonly UserError[]): UserError[] {
  return errors.map(({ code, facts, field, line }) => new UserError(code, facts, field || place, line));
}
