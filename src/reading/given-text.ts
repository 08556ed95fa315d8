/** A text that a person gave: typed, pasted, dropped or read from a file. */
import { parseJson } from '../base/text/json.js';
import type { Finding } from './finding.js';
import { withoutFrame, withoutMagicComments } from './frame.js';

export interface TextOrigin {
  /** Where it is in the folder that was given: `binder/apt.txt`. Its name is the last part. */
  path?: string;
  /** What has to be said about where it comes from. */
  about?: readonly Finding[];
}

export interface GivenText extends TextOrigin {
  /** The name of the file, for messages and to tell formats apart; never opened as a path. */
  name?: string;
  /** As it was given, with `\n` at line ends and, outside JSON, plain spaces; a pasted text also without what was put around it. */
  text: string;
  /** Without colours and other escape sequences. */
  lines: readonly string[];
}

/** A statement of code that imports or installs something, as one line. */
export interface CodeStatement {
  text: string;
  /** The line of the code; absent in a notebook. */
  line?: number | undefined;
  /** The code goes on without it. */
  optional?: true | undefined;
}

/** By the id of a language, what its parser found in a text. */
export type StatementsByLanguage = ReadonlyMap<string, readonly CodeStatement[]>;

export function givenText(given: string, name?: string): GivenText {
  const plain = withoutMagicComments(withPlainSpaces(given.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')));
  const text = name === undefined ? withoutFrame(withoutEscapes(plain)) : plain;
  return withLines({ text, ...(name && { name }) });
}

/** The lines are made when they are first read: who has a text read elsewhere does not need them. */
export function withLines<Given extends Pick<GivenText, 'text'>>(
  given: Given,
): Given & Pick<GivenText, 'lines'> {
  let lines: readonly string[] | undefined;
  return {
    ...given,
    get lines() {
      lines ??= withoutEscapes(given.text)
        .split('\n')
        .map((line) => line.trimEnd());
      return lines;
    },
  };
}

/** Pages and word processors have them for alignment, so that they are read as plain spaces. */
export const HARD_SPACES = /[\u00a0\u2007\u202f]/g;

function withPlainSpaces(text: string): string {
  return text.search(HARD_SPACES) < 0 || isJson(text) ? text : text.replace(HARD_SPACES, ' ');
}

/** JSON has hard spaces in its values only, where they are meant. */
function isJson(text: string): boolean {
  if (!/^\s{0,100}[{[]/.test(text)) return false;
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with one.
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]{0,1000}(?:\x07|\x1b\\)|[ -/]{0,4}[0-~])/g;
// Colours that lost their escape character, as in text copied from a web page: `[0;31m`. `x[1m]` has an extra.
const BARE_COLOURS = /(?<!\w)\[\d{1,3}(?:;\d{1,3}){0,5}m|\[\d{1,3}(?:;\d{1,3}){0,5}m(?!\])/g;

function withoutEscapes(text: string): string {
  return text.replace(ESCAPES, '').replace(BARE_COLOURS, '');
}
