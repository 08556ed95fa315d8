/** The markup of messages: `code` in backticks and *emphasis* in asterisks. */

export interface InlinePart {
  kind: 'text' | 'code' | 'em';
  text: string;
}

const MARKED = /`([^`]+)`|\*([^\s*][^*]*)\*/g;

/** Splits a sentence into parts. Their texts are not escaped. */
export function inlineParts(sentence: string): InlinePart[] {
  const parts: InlinePart[] = [];
  let end = 0;
  for (const match of sentence.matchAll(MARKED)) {
    if (match.index > end) parts.push({ kind: 'text', text: sentence.slice(end, match.index) });
    const [all, code, emphasis] = match;
    parts.push(code !== undefined ? { kind: 'code', text: code } : { kind: 'em', text: emphasis ?? '' });
    end = match.index + all.length;
  }
  if (end < sentence.length) parts.push({ kind: 'text', text: sentence.slice(end) });
  return parts;
}

/** A sentence as HTML, escaped. */
export function inlineHtml(sentence: string): string {
  const html = ({ kind, text }: InlinePart) =>
    kind === 'text' ? escapeHtml(text) : `<${kind}>${escapeHtml(text)}</${kind}>`;
  return inlineParts(sentence).map(html).join('');
}

/** A path as HTML that may wrap after each slash. */
export function pathHtml(path: string): string {
  return escapeHtml(path).replaceAll('/', '/<wbr>');
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
