/** The words of a pasted command line: it is only read, nothing is ever expanded or run. */

/** The commands of a line that `&&`, `||`, `;` or `|` join, each as its words; quotes and a comment at the end are taken off. */
export function shellWords(text: string): string[][] {
  const commands: string[][] = [[]];
  for (const token of text.match(TOKEN) ?? []) {
    if (token.startsWith('#')) break;
    if (/^[;&|]/.test(token)) commands.push([]);
    else commands.at(-1)?.push(unquote(token));
  }
  return commands.filter((words) => words.length > 0);
}

// A separator, a comment, or a word with quoted parts and escaped characters; a quote that is never closed ends with the line.
const TOKEN = /[;&|]+|#.*|(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|\\.|[^\s;&|"'\\]|\\$)+/g;

function unquote(word: string): string {
  return word.replace(
    /"([^"]*)"?|'([^']*)'?|\\(.?)/g,
    (_, double = '', single = '', escaped = '') => double + single + escaped,
  );
}
