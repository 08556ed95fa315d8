/** Quoting for bash. The project quotes nowhere else. */
import { escapeControls, isObeyed } from '../base/text/terminal-text.js';

/** A word, quoted only if a character in it has a meaning for bash. */
export function quoteWord(word: string): string {
  if (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word)) return word;
  // A terminal would interpret escape sequences: https://www.gnu.org/software/bash/manual/#ANSI_002dC-Quoting
  if (isObeyed(word)) return `$'${escapeControls(word.replace(/[\\']/g, '\\$&'))}'`;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A command as one line of bash. */
export function quoteCommand(argv: readonly string[]): string {
  return argv.map(quoteWord).join(' ');
}

/** `NAME=value` as one word. */
export function quoteVariable([name, value]: readonly [string, string]): string {
  return `${name}=${quoteWord(value)}`;
}

/** A here-document that writes the text. */
export function quoteDocument(text: string, path: string): string {
  const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  if (isObeyed(whole)) return `printf %s ${quoteWord(whole)} > ${quoteWord(path)}`;
  const mark = markFor(whole, 'END');
  return `cat > ${quoteWord(path)} <<'${mark}'\n${whole}${mark}`;
}

/** The end mark of a here-document: a line that is not in the text. */
export function markFor(text: string, mark: string): string {
  return text.split('\n').includes(mark) ? markFor(text, `${mark}_`) : mark;
}
