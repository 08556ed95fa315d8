// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what this file is about.
/** Text that is safe to show in a terminal. Of all escape sequences, only colours (SGR) are kept. */

/** ECMA-48: control sequences (CSI) and strings (DCS, SOS, OSC, PM, APC), complete or cut off, and short escapes. */
const control = String.raw`(?:\x1b\[|\x9b)[0-?]*[ -/]*`;
const string = String.raw`(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*`;
const short = String.raw`\x1b(?![[\]PX^_])[ -/]*`;
const wholeSequence = new RegExp(
  String.raw`${control}[@-~]|${string}(?:\x07|\x9c|\x1b\\|(?=\x1b[^\\]))|${short}[0-~]`,
  'g',
);
const openSequence = new RegExp(String.raw`(?:${control}|${string}\x1b?|\x1b[ -/]*)$`);

const colour = /^\x1b\[[\d;:]*m$/;
const colours = /\x1b\[[\d;:]*m/g;
const invisible = /[\x00-\x07\x0b-\x1a\x1c-\x1f\x7f-\x9f]|\x1b(?!\[[\d;:]*m)/g;
/** Characters that change the direction of writing: they can make a text look like another one. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const special = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const blank = /^(?:\s|\x1b\[[\d;:]*m)*$/;
/** Half a surrogate pair, or an incomplete colour sequence. */
const brokenEnd = /(?:[\ud800-\udbff]|\x1b(?:\[[\d;:]*)?)$/;

/** Whether the text has anything other than printable characters and tabs. */
export function isSpecial(text: string): boolean {
  return special.test(text);
}

export function isBlank(text: string): boolean {
  return blank.test(text);
}

export function withoutColours(text: string): string {
  return text.includes('\x1b') ? text.replace(colours, '') : text;
}

/** The text without escape sequences, and separately an incomplete one at its end. */
export function splitSequences(text: string): { text: string; open: string } {
  const stripped = text.replace(wholeSequence, (sequence) => (colour.test(sequence) ? sequence : ''));
  const open = openSequence.exec(stripped)?.[0] ?? '';
  return { text: stripped.slice(0, stripped.length - open.length), open };
}

/** The text without control characters (except backspaces), with direction marks written as `<U+…>`. */
export function withoutControls(text: string): string {
  return text.replace(invisible, '').replace(turning, (character) => `<U+${codePoint(character)}>`);
}

/** Characters that a terminal interprets, except tabs and line feeds. */
const obeyed = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export function isObeyed(text: string): boolean {
  return text.search(obeyed) >= 0;
}

/**
 * The text with characters that a terminal interprets written as octal bytes, as bash reads them in `$'…'`. With
 * `colours`, colour sequences stay as they are.
 */
export function escapeControls(text: string, options: { colours?: boolean } = {}): string {
  const shown = (part: string) => part.replace(obeyed, octal);
  if (!options.colours || !text.includes('\x1b')) return shown(text);
  const kept = text.match(colours) ?? [];
  return text
    .split(colours)
    .map((part, index) => shown(part) + (kept[index] ?? ''))
    .join('');
}

function octal(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
    .join('');
}

function codePoint(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}

/** The text without its last visible character, as after a backspace; colours stay. */
export function withoutLast(text: string): string {
  let end = text.length;
  while (text[end - 1] === 'm') {
    const start = text.lastIndexOf('\x1b', end);
    if (start < 0 || !colour.test(text.slice(start, end))) break;
    end = start;
  }
  const pair = /[\udc00-\udfff]/.test(text[end - 1] ?? '') ? 2 : 1;
  return text.slice(0, Math.max(0, end - pair)) + text.slice(end);
}

/** The first `most` UTF-16 units of the text, without half a character or colour sequence at the end. */
export function cut(text: string, most: number): string {
  return text.length > most ? text.slice(0, most).replace(brokenEnd, '') : text;
}
