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
  const lines = joinContinuations(given.map(plainLine));
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
};

// Zero-width characters, soft hyphens and byte order marks, which copies from pages have.
const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** A line without a prompt, a bullet and typographic characters, with single spaces. */
export function plainLine(line: string): string {
  return line
    .replace(UNSEEN, '')
    .replace(/[≥≤≠“”‘’]|(?<=\s)[–—](?=[a-z])/g, (character) => TYPOGRAPHY[character] ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(PROMPT, '')
    .replace(HISTORY, '')
    .replace(EXPORTED, '$1$2$3$4')
    .replace(/^(?:%%|```).*$/, '')
    .replace(/^[!%] ?|^[-*•] |^\d{1,3}[.)] (?=[a-z])/i, '');
}

// `(base) `, then `$ `, `user@host:~$ `, `[user@host ~]$ `, `>>> `, `>> ` or `In [3]: `, or `PS C:\\x> `. `name@https://…` is not a prompt.
const PROMPT =
  /^(?:\([\w.-]+\) )?(?:(?:\[?[\w.-]+@[\w.-]+(?::(?:~|\/(?!\/))[^$%>#]*| [^$%>#@]*\])?)?[$%>] |>>>? |(?:PS )?[A-Z]:\\[^>]{0,200}> ?|In ?\[\d*\]: ?)?/;

// Magics of a notebook that was exported as a program: `get_ipython().system('pip install numpy')`.
const EXPORTED =
  /^get_ipython\(\)\.(?:(?:system|getoutput)\(u?['"](.{1,2000})['"]\)|run_line_magic\(['"](pip|conda|mamba|uv)['"],( )['"](.{1,2000})['"]\))$/;

// `  501  pip install numpy`, as `history` prints it.
const HISTORY = /^\d{1,5} (?=(?:module|ml|pip3?|conda|mamba|micromamba|uv|python3?|source|export) \S)/;

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
    return !inside && !/^(?:-{10,}$|-+ -+$|Package Version\b)/.test(text);
  });
}
