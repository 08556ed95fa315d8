/** What mail programs, chats and editors put around a text that is copied. */

/** A text without `> ` before all lines, the indentation of all lines and a code block around it. Lines keep their numbers. */
export function withoutFrame(text: string): string {
  return withoutBlock(withoutIndentation(withoutQuotes(text.split('\n')))).join('\n');
}

// A mail that was answered more often is not a request.
const ANSWERS_MOST = 5;

const isBlank = (line: string) => line.trim() === '';

function withoutQuotes(given: readonly string[]): readonly string[] {
  let lines = given;
  for (let answer = 0; answer < ANSWERS_MOST && lines.some((line) => !isBlank(line)); answer += 1) {
    // Python's prompt is `>>> `.
    if (!lines.every((line) => isBlank(line) || /^ ?>(?: |$|> )/.test(line))) break;
    lines = lines.map((line) => line.replace(/^ ?> ?/, ''));
  }
  return lines;
}

function withoutIndentation(lines: readonly string[]): readonly string[] {
  const full = lines.filter((line) => !isBlank(line));
  const widths = full.map((line) => line.search(/\S/));
  const width = widths.reduce((least, each) => Math.min(least, each), widths[0] ?? 0);
  const indentation = full[0]?.slice(0, width) ?? '';
  // Tabs beside spaces have no common width.
  if (width === 0 || !full.every((line) => line.startsWith(indentation))) return lines;
  return lines.map((line) => (isBlank(line) ? line : line.slice(width)));
}

/** A code block of Markdown, if nothing is outside of it. */
function withoutBlock(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => !isBlank(line));
  const last = lines.findLastIndex((line) => !isBlank(line));
  const fences = lines.filter((line) => line.startsWith('```')).length;
  const isBlock =
    last > first &&
    fences === 2 &&
    /^```\s?[\w.+-]{0,40}\s*$/.test(lines[first] ?? '') &&
    lines[last]?.trim() === '```';
  return isBlock ? lines.map((line, index) => (index === first || index === last ? '' : line)) : lines;
}
