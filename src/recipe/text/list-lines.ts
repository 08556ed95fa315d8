/** Cleans pasted lines: joins continuation lines, removes prompts, decoration and tracebacks. */

export interface Line {
  /** The number of its first line, counted from 1. */
  number: number;
  text: string;
}

/** The lines with content, without prompts and with single spaces. */
export function plainLines(given: readonly string[]): Line[] {
  const lines = joinContinuations(given.map(plain));
  return withoutTracebacks(lines).filter((line) => line.text !== '');
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
  '\ufeff': '',
};

function plain(line: string): string {
  return line
    .replace(/[≥≤≠“”‘’\ufeff]/g, (character) => TYPOGRAPHY[character] ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(PROMPT, '')
    .replace(/^(?:%%|```).*$/, '')
    .replace(/^[!%] ?|^[-*•] /, '');
}

// `(base) `, then `$ `, `user@host:~$ `, `[user@host ~]$ `, `>>> ` or `In [3]: `. `name@https://…` is not a prompt.
const PROMPT =
  /^(?:\([\w.-]+\) )?(?:(?:\[?[\w.-]+@[\w.-]+(?::(?:~|\/(?!\/))[^$%>#]*| [^$%>#@]*\])?)?[$%>] |>>> |In ?\[\d*\]: ?)?/;

function joinContinuations(texts: readonly string[]): Line[] {
  const lines: Line[] = [];
  let continues = false;
  for (const [index, text] of texts.entries()) {
    const open = text.endsWith('\\');
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
