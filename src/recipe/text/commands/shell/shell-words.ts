/** Splits a pasted command line into words. Nothing is expanded or run. */

/** The commands of a line (joined by `&&`, `||`, `;` or `|`), each as its words, without quotes and a comment at the end. */
export function shellWords(text: string): string[][] {
  const commands: string[][] = [[]];
  for (const token of text.match(TOKEN) ?? []) {
    if (token.startsWith('#')) break;
    if (/^[;&|]/.test(token)) commands.push([]);
    else commands.at(-1)?.push(unquote(token));
  }
  return commands.filter((words) => words.length > 0);
}

// A separator, a comment, or a word with quoted parts and escaped characters; an unclosed quote ends with the line.
const TOKEN = /[;&|]+|#.*|(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|\\.|[^\s;&|"'\\]|\\$)+/g;

function unquote(word: string): string {
  return word.replace(
    /"([^"]*)"?|'([^']*)'?|\\(.?)/g,
    (_, double = '', single = '', escaped = '') => double + single + escaped,
  );
}
