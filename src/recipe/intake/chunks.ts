/** The chunks of code in documents of R Markdown and Quarto: https://quarto.org/docs/computations/execution-options.html */
import { languages } from '../../languages/index.js';
import type { Language } from '../../languages/language.js';
import { otherLanguageNamed } from '../../languages/others/index.js';
import type { OtherLanguage } from '../../languages/others/other-language.js';

export interface Chunks {
  /** As the chunks name it: `python`. */
  name: string;
  known?: Language;
  other?: OtherLanguage;
  /** The first line, counted from 1, and what it says: `{python setup}`. */
  line: number;
  head: string;
  /** The code of all chunks of the language, on the lines that it has in the document. */
  code: string[];
}

// `{{python}}` and a name without brackets are shown, and not run.
const OPEN =
  /^\s{0,20}(`{3,20}|~{3,20})\s{0,5}(\{\s{0,5}([A-Za-z][\w+-]{0,30})(?![\w+-])[^{}]{0,1000}\})\s*$/;

export function hasChunks(lines: readonly string[]): boolean {
  return lines.some((line) => OPEN.test(line));
}

/** The chunks by language, in the order of the first ones. */
export function chunksIn(lines: readonly string[]): Chunks[] {
  const all = new Map<string, Chunks>();
  let open: { chunks: Chunks; fence: string } | undefined;
  for (const [index, line] of lines.entries()) {
    if (open && line.trim() === open.fence) open = undefined;
    else if (open) open.chunks.code[index] = line;
    else {
      const [, fence = '', head = '', given = ''] = OPEN.exec(line) ?? [];
      const name = given.toLowerCase();
      if (name === '') continue;
      const chunks = all.get(name) ?? { name, ...languageNamed(name), line: index + 1, head, code: [] };
      all.set(name, chunks);
      open = { chunks, fence };
    }
  }
  return [...all.values()].map((chunks) => ({
    ...chunks,
    code: Array.from(chunks.code, (line) => line ?? ''),
  }));
}

/** The code in the language with this id; empty if there is none. */
export function codeIn(lines: readonly string[], language: string): string {
  return (
    chunksIn(lines)
      .find(({ known }) => known?.id === language)
      ?.code.join('\n') ?? ''
  );
}

/** The language that a document or a kernel calls by this name: `python`, `python3`, `julia-1.10`. */
export function languageNamed(name: string): Pick<Chunks, 'known' | 'other'> {
  const bare = name.toLowerCase().replace(/[-\d.]+$/, '');
  const known = Object.values(languages).find(({ id, kernel_language }) =>
    [id, kernel_language].includes(bare),
  );
  const other = known ? undefined : otherLanguageNamed(name);
  return { ...(known && { known }), ...(other && { other }) };
}
