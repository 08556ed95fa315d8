/** The text of a page, and the values of its form. */

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', '#34': '"', quot: '"', '#39': "'" };

function unescapeHtml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#34|#39);/g, (whole, name: string) => entities[name] ?? whole);
}

/** The text of a page without its markup. */
export function textOf(html: string): string {
  const body = html.slice(html.indexOf('<main'));
  return unescapeHtml(body.replace(/<[^>]*>/g, '')).replace(/\s+/g, ' ');
}

/** The values of the form's fields, by name, without empty ones. */
export function fieldsOf(html: string): Record<string, string> {
  const found = [...areas(html), ...inputs(html), ...selects(html)];
  return Object.fromEntries(found.filter(([, value]) => value !== ''));
}

/** The values of the hidden fields of a page, which its form sends as well. */
export function hiddenIn(html: string): Record<string, string> {
  const found = html.matchAll(/<input type="hidden" name="(\w+)"[^>]* value="([^"]*)">/g);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, unescapeHtml(value)]));
}

type Field = [name: string, value: string];

function areas(html: string): Field[] {
  // A newline after the start tag is not part of the text (https://html.spec.whatwg.org/#the-textarea-element).
  const all = html.matchAll(/<textarea [^>]*name="(\w+)"[^>]*>\n?([^<]*)<\/textarea>/g);
  return [...all].map(([, name = '', value = '']) => [name, unescapeHtml(value)]);
}

function inputs(html: string): Field[] {
  return [...html.matchAll(/<input ([^>]*)>/g)].flatMap(([, tag = '']): Field[] => {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
    const type = attribute('type');
    const isChoice = type === 'checkbox' || type === 'radio';
    if (type === 'file' || type === 'hidden' || (isChoice && !/ checked\b/.test(tag))) return [];
    return [[attribute('name'), unescapeHtml(attribute('value'))]];
  });
}

function selects(html: string): Field[] {
  return [...html.matchAll(/<select [^>]*name="(\w+)"[^>]*>([\s\S]*?)<\/select>/g)].map(
    ([, name = '', options = '']) => [
      name,
      unescapeHtml(/<option value="([^"]*)" selected/.exec(options)?.[1] ?? ''),
    ],
  );
}
