/** Changes of the text of packages. Pure. */
import type { Chip } from '../../shared/view-models.js';

/** The text with more on lines of its own. */
export function addLines(text: string, more: string): string {
  const before = text.trimEnd();
  return before === '' ? more : `${before}\n${more}`;
}

/** The text without the package that a chip stands for; nothing where it does not stand there word for word. */
export function withoutPackage(text: string, { label }: Pick<Chip, 'label'>): string | undefined {
  const [word = ''] = label.split(' → ');
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const rest = withoutWord(line, word);
    if (rest === undefined) continue;
    lines.splice(index, 1, ...(saysNothing(rest) ? [] : [rest]));
    return lines.join('\n');
  }
  return undefined;
}

/** A line without a word, its quotes, and what separates it from the next one. */
function withoutWord(line: string, word: string): string | undefined {
  if (line.replace(/\s+/g, ' ').trim() === word) return '';
  const alias = /^\s*import /.test(line) ? '(?:\\s+as\\s+\\w+)?' : '';
  const end = '(?:\\s*,\\s*|\\s+|(?=;)|$)';
  const whole = new RegExp(`(^|[\\s,;])(["']?)${patternOf(word)}\\2${alias}${end}`);
  return whole.test(line) ? line.replace(whole, '$1').replace(/[\s,]+$/, '') : undefined;
}

/** A chip has no blanks around the signs of a version, where the text may have some. */
function patternOf(word: string): string {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return escaped.replace(/ /g, '\\s+').replace(/[<>=!~]+|[@,]/g, '\\s*$&\\s*');
}

/** A list's mark, a comment, a command or an import that is left without its packages. */
function saysNothing(line: string): boolean {
  return /^\s*(?:[-*•]|#.*|from\b.*|import|(?:\S+\s+)*(?:install|add|create)(?:\s+-\S+)*)?\s*$/.test(line);
}
