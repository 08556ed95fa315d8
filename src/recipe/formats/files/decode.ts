/** Decodes the bytes of a given file. */
import { UserError } from '../../../base/errors.js';
import { type GivenText, givenText, type TextOrigin, withLines } from '../../../reading/given-text.js';

export interface GivenFile extends TextOrigin {
  /** For messages and to detect the format; never opened as a path. */
  name: string;
  bytes: Uint8Array;
}

export const FILE_MOST = 5_000_000;

// Byte order marks: https://encoding.spec.whatwg.org/#bom-sniff
const MARKS: readonly { mark: number[]; encoding: string }[] = [
  { mark: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
];

/**
 * The file's text, decoded by its byte order mark or as UTF-8, with `\n` at the ends of lines.
 * @throws UserError if it is too large or not text.
 */
export function decodeFile({ name, bytes }: GivenFile): string {
  if (bytes.length > FILE_MOST)
    throw new UserError('file-too-large', { file: name, most: `${FILE_MOST / 1e6} MB` });
  const text = decode(bytes)?.replace(/\r\n?/g, '\n');
  if (text === undefined || text.includes('\0')) throw new UserError('file-not-text', { file: name });
  return text;
}

/** @throws UserError as decodeFile. */
export function textOfFile({ name, bytes, path, about }: GivenFile): GivenText {
  const { text } = givenText(decodeFile({ name: path ?? name, bytes }), name);
  return withLines({ text, name, ...(path && { path }), ...(about && { about }) });
}

function decode(bytes: Uint8Array): string | undefined {
  const encoding =
    MARKS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))?.encoding ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined; // The bytes have another encoding.
  }
}
