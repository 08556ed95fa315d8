/** Cleans pasted lines: joins continuation lines, removes prompts, decoration and tracebacks. */

import { UserError } from '../../base/errors.js';

export interface Line {
  /** The number of its first line, counted from 1. */
  number: number;
  text: string;
}

// A file with hashes has thirty lines for a package, joined to one.
const GIVEN_MOST = 30_000;
const LINES_MOST = 5_000;

/**
 * The lines with content, without prompts and with single spaces.
 * @throws UserError `text-has-many-lines`: nothing that asks for so much is meant as a request.
 */
export function plainLines(given: readonly string[]): Line[] {
  refuseLongText(given);
  const lines = joinContinuations(withoutNumbers(given.map(plainLine)));
  const full = withoutTracebacks(lines).filter((line) => line.text !== '');
  refuseMoreThan(LINES_MOST, full);
  return full;
}

/** @throws UserError `text-has-many-lines`. */
export function refuseLongText(given: readonly string[]): void {
  refuseMoreThan(GIVEN_MOST, given);
}

function refuseMoreThan(most: number, { length }: readonly unknown[]): void {
  if (length > most) throw new UserError('text-has-many-lines', { count: length, most });
}

// Typographic characters that word processors and chats insert.
const TYPOGRAPHY: Record<string, string> = {
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '–': '--',
  '—': '--',
  '\u2010': '-',
  '\u2011': '-',
  '\u2212': '-',
};

// Ligatures of documents, and the wide letters of Chinese and Japanese keyboards.
const COMPATIBLE = /[\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0d\uff0e\uff1c-\uff1e\uff3f]/g;

// A dash that a word processor made of the hyphen before an option of one letter, or within a name.
const HYPHEN = /(?<=\s)–(?=[a-zA-Z](?:\s|$))|(?<=\w)–(?=[a-z])/g;

// Zero-width characters, soft hyphens and byte order marks, which copies from pages have.
const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** A line without a prompt, a bullet and typographic characters, with single spaces. */
export function plainLine(line: string): string {
  const text = line
    .replace(UNSEEN, '')
    .replace(COMPATIBLE, (character) => character.normalize('NFKC'))
    .replace(HYPHEN, '-')
    .replace(/[≥≤≠“”‘’\u2010\u2011\u2212]|(?<=\s)[–—](?=[a-z])/g, (character) => TYPOGRAPHY[character] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return withoutPrompts(text)
    .replace(HISTORY, '')
    .replace(EXPORTED, '$1$2$3$4')
    .replace(/^(?:%%|```).*$/, '')
    .replace(
      /^!|^% ?(?!(?:post|environment|runscript|startscript|labels|help|setup|files|test)$)|^[-*•] |^\d{1,3}[.)] (?=[a-z])/i,
      '',
    );
}

/** Help pages show the prompt of a session within that of another one. */
function withoutPrompts(text: string): string {
  let inside = text;
  for (let prompt = 0; prompt < PROMPTS_MOST; prompt += 1) inside = inside.replace(PROMPT, '');
  return inside;
}

const PROMPTS_MOST = 2;

// `(base) `, then `$ `, `❯ `, `user@host:~$ `, `[user@host ~]$ `, `[user@host ~] `, `>>> `, `>> ` or `In [3]: `, or `PS C:\\x> `. `name@https://…` is not a prompt.
const PROMPT =
  /^(?:\([\w.-]+\) )?(?:(?:\[?[\w.-]+@[\w.-]+(?::(?:~|\/(?!\/))[^$%>#]*| [^$%>#@]*\])?)?[$%>❯➜λ] |\[[\w.-]{1,60}@[\w.-]{1,60} [^$%>#@\]]{0,200}\] (?=[a-z])|>>>? |(?:PS )?[A-Z]:\\[^>]{0,200}> ?|In ?\[\d*\]: ?)?/;

// Magics of a notebook that was exported as a program: `get_ipython().system('pip install numpy')`.
const EXPORTED =
  /^get_ipython\(\)\.(?:(?:system|getoutput)\(u?['"](.{1,2000})['"]\)|run_line_magic\(['"](pip|conda|mamba|uv)['"],( )['"](.{1,2000})['"]\))$/;

// `  501  pip install numpy`, as `history` prints it, perhaps with its time.
const HISTORY =
  /^\d{1,5} (?:\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?\]? )?(?=(?:module|ml|pip3?|conda|mamba|micromamba|uv|python3?|source|export|virtualenv|cd|ls|mkdir|git|sudo) \S)/;

/** Lines that an editor numbers, without the numbers: each line has the next one. */
function withoutNumbers(texts: readonly string[]): readonly string[] {
  const full = texts.filter((text) => text !== '');
  const numbers = full.map((text) => Number(/^(\d{1,5}) \S/.exec(text)?.[1] ?? Number.NaN));
  const [first = Number.NaN] = numbers;
  const areNumbered = full.length > 1 && numbers.every((number, index) => number === first + index);
  return areNumbered ? texts.map((text) => text.replace(/^\d{1,5} /, '')) : texts;
}

function joinContinuations(texts: readonly string[]): Line[] {
  const lines: Line[] = [];
  let continues = false;
  for (const [index, text] of texts.entries()) {
    // Of bash, cmd and PowerShell.
    const open = text.endsWith('\\') || / [\^`]$/.test(text);
    const part = open ? text.slice(0, -1).trimEnd() : text;
    const last = lines.at(-1);
    if (continues && last) last.text += ` ${part}`;
    else lines.push({ number: index + 1, text: part });
    continues = open;
  }
  return lines;
}

/** Keeps only the last line of a traceback: the error. */
function withoutTracebacks(lines: Line[]): Line[] {
  let inside = false;
  return lines.filter(({ text }) => {
    if (/^[\w.]*(?:Error|Exception): /.test(text)) inside = false;
    else if (text.includes('Traceback (most recent call last)')) inside = true;
    return !inside && !/^(?:-{10,}$|[-=]+(?: [-=]+)+$|={10,}$|Package Version\b)/.test(text);
  });
}
