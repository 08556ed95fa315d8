/** How words become bash. The only quoting in the project. */

/** One word as bash reads it back: unquoted where nothing in it has a meaning. */
export function quoteWord(word: string): string {
  if (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A command as one line of bash. */
export function quoteCommand(argv: readonly string[]): string {
  return argv.map(quoteWord).join(' ');
}

/** `NAME=value` as one word. */
export function quoteVariable([name, value]: readonly [string, string]): string {
  return `${name}=${quoteWord(value)}`;
}

/** A here-document that writes the text; its end mark is a line that the text does not have. */
export function quoteDocument(text: string, path: string): string {
  const lines = new Set(text.split('\n'));
  let mark = 'END';
  while (lines.has(mark)) mark += '_';
  return `cat > ${quoteWord(path)} <<'${mark}'\n${text.endsWith('\n') ? text : `${text}\n`}${mark}`;
}
