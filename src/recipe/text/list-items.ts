/** Splits a line of packages at spaces and commas, but not within `numpy >=1.20, <2` or a marker. */

/** The packages and options of a line with single spaces. */
export function listItems(line: string): string[] {
  const [requirement, options] = cut(
    withoutComment(line).replace(/^\[(.*)\]$/, '$1'),
    /(?:^| )(?=--?[a-z])/i,
  );
  const isAddressed = requirement.includes('://');
  const [specs, marker] = cut(requirement, isAddressed ? / ;|; / : /;/);
  const items = joinVersions(
    specs
      .replace(/ ?([<>=!~]{1,3}) ?/g, '$1')
      .replace(/ ,(?= ?[<>=!~])/g, ',')
      .replace(/ ?@ (?=[a-z+]+:|[.~]{0,2}\/)/g, '@')
      .match(ITEM) ?? [],
  );
  const unquoted = items.map((item) => item.replace(/^(["'])(.*)\1$/, '$2'));
  if (marker !== undefined) unquoted.push(`${unquoted.pop() ?? ''}${isAddressed ? ' ' : ''};${marker}`);
  return [...unquoted, ...(options === undefined ? [] : options.split(' '))];
}

// A quoted text; otherwise text without spaces and commas, except those in brackets, before an operator (`>=1,<2`,
// `>=1, <2`) and in a URL.
const ITEM =
  /"[^"]*"|'[^']*'|(?:[a-z0-9._[\]-]+@)?(?:git\+)?[a-z]+:\/\/[^ ]*|(?:[^ ,[]|\[[^\]]*(?:\]|$)|,(?: ?)(?=[<>=!~])| (?=[[(|])|(?<=\|) )+/gi;

/** The line without a comment at its end. */
export function withoutComment(line: string): string {
  return line.replace(/(?:^| )#.*$/, '');
}

function cut(text: string, separator: RegExp): [string, string?] {
  const found = separator.exec(text);
  return found ? [text.slice(0, found.index), text.slice(found.index + found[0].length)] : [text];
}

/** Joins `python` and `3.9.*` again, or a version and its build. `pandas latest` is any version. */
function joinVersions(words: readonly string[]): string[] {
  const items: string[] = [];
  for (const given of words) {
    const word = given.replace(/^v(?=\d+\.\d)/i, '');
    const last = items.at(-1) ?? '';
    if (/^(?:latest|newest)$/i.test(word) && /^[a-z]/i.test(last)) continue;
    const isVersion = /^\d[\w.!+]*\*?$/.test(word) && /^[a-z_][\w.:/-]*$/i.test(last);
    const isBuild = /^[\w.]*(?:_\d+|\*)$/.test(word) && /^\S+ \d\S*$/.test(last);
    if (isVersion || isBuild) items[items.length - 1] = `${last} ${word}`;
    else items.push(word);
  }
  return items;
}
