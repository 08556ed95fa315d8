/** Changes texts in JSON and nothing else: not its white space, the order of its fields, or how numbers are written. */
import { parseJson } from './json.js';

/**
 * The same JSON with other values for texts that are fields of the object at `path`. Fields that are missing or have
 * another type stay as they are. @throws SyntaxError if the text is not JSON.
 */
export function replaceTexts(
  json: string,
  path: readonly string[],
  values: Readonly<Record<string, string>>,
): string {
  parseJson(json);
  const found: { start: number; end: number; value: string }[] = [];
  const reader = new JsonReader(json, (at, start, end) => {
    const value = values[at.at(-1) ?? ''];
    const inside = at.length === path.length + 1 && path.every((name, depth) => at[depth] === name);
    if (inside && value !== undefined && json[start] === '"') found.push({ start, end, value });
  });
  reader.read([]);
  return found.reduceRight(
    (text, { start, end, value }) => text.slice(0, start) + JSON.stringify(value) + text.slice(end),
    json,
  );
}

/** Walks over JSON that is known to be correct, and reports the place of each value. */
class JsonReader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly report: (path: readonly string[], start: number, end: number) => void,
  ) {}

  read(path: readonly string[]): void {
    this.skip(/[\s:,]*/y);
    const start = this.at;
    if (this.text[start] === '{') this.readFields(path);
    else if (this.text[start] === '[') this.readItems(path);
    else this.skip(/"(?:[^"\\]|\\.)*"|[^\s,\]}]+/sy);
    this.report(path, start, this.at);
  }

  private readFields(path: readonly string[]): void {
    this.at += 1;
    for (this.skip(/[\s,]*/y); this.text[this.at] !== '}'; this.skip(/[\s,]*/y)) {
      const start = this.at;
      this.skip(/"(?:[^"\\]|\\.)*"/sy);
      const name: unknown = parseJson(this.text.slice(start, this.at));
      this.read([...path, String(name)]);
    }
    this.at += 1;
  }

  private readItems(path: readonly string[]): void {
    this.at += 1;
    for (this.skip(/[\s,]*/y); this.text[this.at] !== ']'; this.skip(/[\s,]*/y)) this.read([...path, '']);
    this.at += 1;
  }

  private skip(pattern: RegExp): void {
    pattern.lastIndex = this.at;
    this.at += pattern.exec(this.text)?.[0].length ?? 0;
  }
}
