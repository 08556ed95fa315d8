/** Strict reading of YAML files: every value is text, a list or a map; errors have a line. */
import { type Document, isMap, isScalar, isSeq, LineCounter, type YAMLMap } from 'yaml';
import { UserError } from '../../../base/errors.js';
import { nearestName } from '../../../base/text/edit-distance.js';
import type { GivenText } from '../../../reading/given-text.js';
import { compose, repeatedKey } from './compose.js';
import { fileName } from './format.js';

// An environment of 500 packages has 25 kB, but a recipe may contain a lock and a notebook of 500 kB each.
const YAML_MOST = 2_000_000;

const TOO_DEEP = 'it is nested too deeply, or refers to itself';

const TOO_LONG = 'it has more parts than any environment or recipe';

/** Reasons by the error codes of the parser. */
const REASONS: Record<string, string> = {
  TAB_AS_INDENT: 'the line is indented with a tab; YAML allows only spaces',
  DUPLICATE_KEY: 'the key is in the file twice',
  BAD_INDENT: 'the indentation does not match the lines before it',
  MULTIPLE_DOCS: 'the file has more than one YAML document',
};

export interface YamlItem {
  value: unknown;
  line: number | undefined;
  /** The lines of the items of a list, if it is a map with one as its first value. */
  inside: readonly (number | undefined)[];
}

const files = new WeakMap<GivenText, YamlFile>();

/** The file of a text, which an update reads twice: for what it replaces, and for the whole. @throws UserError as YamlFile. */
export function yamlFile(text: GivenText): YamlFile {
  const file = files.get(text) ?? new YamlFile(text);
  files.set(text, file);
  return file;
}

export class YamlFile {
  /** The whole file as plain values. */
  readonly values: Record<string, unknown>;
  private readonly lines = new LineCounter();
  private readonly map: YAMLMap;

  /** @throws UserError if the file is not a map of keys to values. */
  constructor(private readonly file: GivenText) {
    const { text } = file;
    if (text.length > YAML_MOST)
      throw new UserError('file-too-large', { file: fileName(file), most: `${YAML_MOST / 1e6} MB` });
    const { document, values } = this.guarded(() => {
      const {
        refused,
        document = this.fail(refused === 'long' ? TOO_LONG : TOO_DEEP),
        second,
      } = compose(text, this.lines);
      if (document.errors.length === 0) this.checkKeys(document);
      if (second !== undefined && document.errors.length === 0)
        this.fail(REASONS.MULTIPLE_DOCS ?? '', this.lineAt(second));
      return { document, values: document.errors.length > 0 ? {} : document.toJS() };
    });
    this.map = this.mapOf(document);
    this.values = values;
  }

  private checkKeys(document: Document): void {
    const at = repeatedKey(document);
    if (at !== undefined) this.fail(REASONS.DUPLICATE_KEY ?? '', this.lineAt(at));
  }

  private lineAt(offset: number): number {
    return this.lines.linePos(offset).line;
  }

  private mapOf({ errors: [error], contents }: Document): YAMLMap {
    if (error)
      this.fail(REASONS[error.code] ?? 'the line is not YAML', this.lines.linePos(error.pos[0]).line);
    if (!contents || (isScalar(contents) && contents.value === '')) this.fail('the file is empty');
    if (!isMap(contents)) this.fail('the file has no keys with values, such as `name: my-analysis`');
    return contents as YAMLMap;
  }

  /** Deep nesting exceeds the parser's stack; aliases of aliases exceed its limit. */
  private guarded<Value>(read: () => Value): Value {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof ReferenceError)) throw error;
      return this.fail(TOO_DEEP);
    }
  }

  /** @throws UserError always. */
  fail(reason: string, line?: number): never {
    throw new UserError('file-not-understood', { file: fileName(this.file), reason, ...(line && { line }) });
  }

  /** @throws UserError for the first key that is not in `keys`, with the nearest one. */
  allow(keys: readonly string[]): void {
    for (const { key } of this.map.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const nearest = nearestName(name, keys);
      const meant = nearest ? `; did you mean \`${nearest}\`?` : '';
      if (!keys.includes(name)) this.fail(`the key \`${name}\` is unknown${meant}`, this.lineOf(key));
    }
  }

  /** The text of a key; empty if the key is absent. */
  text(key: string): string {
    const value = this.values[key] ?? '';
    return typeof value === 'string' ? value : this.fail(`\`${key}\` must be text`, this.lineOfKey(key));
  }

  /** The items of a key's list, with their lines; none if the key is absent or empty. */
  list(key: string): YamlItem[] {
    const value = this.values[key] ?? '';
    if (value === '') return [];
    if (!Array.isArray(value))
      this.fail(`\`${key}\` must be a list, with a dash before each item`, this.lineOfKey(key));
    const node = this.map.get(key);
    const nodes = isSeq(node) ? node.items : [];
    return value.map((item, index) => {
      const own = nodes[index];
      const first = isMap(own) ? own.items[0]?.value : undefined;
      const inside = isSeq(first) ? first.items.map((each) => this.lineOf(each)) : [];
      return { value: item, line: this.lineOf(own), inside };
    });
  }

  lineOfKey(key: string): number | undefined {
    return this.lineOf(this.map.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.key);
  }

  private lineOf(node: unknown): number | undefined {
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    return Array.isArray(range) ? this.lines.linePos(Number(range[0])).line : undefined;
  }
}
