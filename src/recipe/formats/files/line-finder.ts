/** Finds the lines of values that a parser gave without their places. */

// In larger files, which are locks, a line helps no one, and looking for it takes time.
const LENGTH_MOST = 100_000;
const SEARCHES_MOST = 500;

export class LineFinder {
  private at = 0;
  private line = 1;
  private searches = 0;

  constructor(private readonly text: string) {}

  /**
   * The line of the next place where these words are a text in quotes, a key, or a part of something else; nothing if
   * they are nowhere. Ask in the order of the text; what is out of order is found from its beginning.
   */
  lineOf(words: string): { line?: number } {
    this.searches += 1;
    if (words === '' || this.text.length > LENGTH_MOST || this.searches > SEARCHES_MOST) return {};
    const forms = [`"${words}"`, `'${words}'`, `\n${words} `, `\n${words}=`];
    const found = this.next(forms) ?? this.next([words]);
    if (found === undefined) return {};
    if (found >= this.at) return { line: this.moveTo(found) };
    return { line: 1 + newlines(this.text, 0, found) };
  }

  /** The next place of the words in any of these forms, or else their first place. */
  private next(forms: readonly string[]): number | undefined {
    for (const start of [this.at, 0]) {
      const places = forms.flatMap((form) => {
        const found = this.text.indexOf(form, start);
        return found < 0 ? [] : [found + (/^["'\n]/.test(form) ? 1 : 0)];
      });
      if (places.length > 0) return Math.min(...places);
    }
    return undefined;
  }

  private moveTo(place: number): number {
    this.line += newlines(this.text, this.at, place);
    this.at = place;
    return this.line;
  }
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
