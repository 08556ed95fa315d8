/** Edits the text of packages. Pure. */
import type { Chip, TextChoice } from '../../../shared/form/understood.js';

/** Appends lines to the text. */
export function addLines(text: string, more: string): string {
  const before = text.trimEnd();
  return before === '' ? more : `${before}\n${more}`;
}

/** The text without the lines that are equal to one. */
export function withoutLine(text: string, line: string): string {
  return text
    .split('\n')
    .filter((each) => each !== line)
    .join('\n');
}

/** The text with a choice in the place of the line that it is about. A line without content is removed. */
export function withChoice(text: string, { line, from, text: instead }: TextChoice): string {
  if (line === undefined) return instead;
  const lines = text.split('\n');
  const given = lines[line - 1] ?? '';
  const changed = from !== undefined && given.includes(from) ? given.replace(from, () => instead) : instead;
  lines.splice(line - 1, 1, ...(changed.trim() === '' ? [] : changed.trimEnd().split('\n')));
  return lines.join('\n');
}

/** The text with another name for a package, wherever it is a word; its version stays. Empty leaves the package out. */
export function withReplacement(text: string, from: string, to: string): string {
  // Names are the same with any of these separators.
  const name = from.replace(/[-_.]+|[\\^$*+?()[\]{}|]/g, (sign) =>
    /[-_.]/.test(sign) ? '[-_.]+' : `\\${sign}`,
  );
  const word = new RegExp(`(?<![\\w.-])${name}(?![\\w-]|\\.\\w)`, 'gi');
  if (to !== '') return text.replace(word, () => to);
  const found = text.match(word)?.[0];
  return found === undefined ? text : (withoutPackage(text, { label: found }) ?? text);
}

/** The text without the package or the channel of a chip; undefined if the text does not have it literally. */
export function withoutChip(text: string, chip: Pick<Chip, 'label' | 'kind'>): string | undefined {
  return chip.kind === 'channel' ? withoutChannel(text, chip.label) : withoutPackage(text, chip);
}

/** Removes `-c CHANNEL`, the setting of a `conda config`, or the name in a list of channels. */
function withoutChannel(text: string, channel: string): string | undefined {
  const name = `(["']?)${channel.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\\1(?=[\\s,]|$)`;
  const forms = [
    `[ \\t]+(?:-c[= ]?|--channel[= ])[ \\t]*${name}`,
    `(?:^[^\\n]*\\bconfig)?[ \\t]+--(?:add|append|prepend)[ \\t]+channels[ \\t]+${name}(?:\\n|$)?`,
    `^[ \\t]*${name}[ \\t,]*(?:\\n|$)`,
    `[ \\t,]+${name}`,
  ];
  const found = forms.map((form) => new RegExp(form, 'm')).find((form) => form.test(text));
  return found && text.replace(found, '').trimEnd();
}

function withoutPackage(text: string, { label }: Pick<Chip, 'label'>): string | undefined {
  const [word = ''] = label.split(' → ');
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const rest = withoutWord(line, word);
    if (rest === undefined) continue;
    lines.splice(index, 1, ...(hasNoPackages(rest) ? [] : [rest]));
    return lines.join('\n');
  }
  return undefined;
}

/** A line without a word, its quotes and its separator. */
function withoutWord(line: string, word: string): string | undefined {
  if (line.replace(/\s+/g, ' ').trim() === word) return '';
  const alias = /^\s*import /.test(line) ? '(?:\\s+as\\s+\\w+)?' : '';
  const end = '(?:\\s*,\\s*|\\s+|(?=;)|$)';
  const whole = new RegExp(`(^|[\\s,;])(["']?)${patternOf(word)}\\2${alias}${end}`);
  return whole.test(line) ? line.replace(whole, '$1').replace(/[\s,]+$/, '') : undefined;
}

/** The text may have spaces around version operators; chips have none. */
function patternOf(word: string): string {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return escaped.replace(/ /g, '\\s+').replace(/[<>=!~]+|[@,]/g, '\\s*$&\\s*');
}

/** Whether a line has no packages left: a bullet, a comment, a command or an import. */
function hasNoPackages(line: string): boolean {
  return /^\s*(?:[-*•]|#.*|from\b.*|import|export|(?:\S+\s+)*(?:install|add|create|load|ml)(?:\s+-\S+)*)?\s*$/.test(
    line,
  );
}
