/**
 * Reads a list of maps as lock files in YAML have them: written by a tool, in block style, with one line for each value.
 * Such files have megabytes, for which a parser of all of YAML needs seconds. Linear in the text.
 */

/** Values by key; those of a map in an item have the keys of both: `hash.sha256`. */
export type MachineItem = ReadonlyMap<string, string>;

/** The items below a top-level key. */
export function machineList(lines: readonly string[], key: string): MachineItem[] {
  const start = lines.indexOf(`${key}:`);
  if (start < 0) return [];
  const items: Map<string, string>[] = [];
  let parent = '';
  for (const line of lines.slice(start + 1)) {
    const [, dash, indent = '', name, value = ''] = LINE.exec(line.slice(0, 5_000)) ?? [];
    if (/^[^\s-]/.test(line)) break;
    if (dash !== undefined && indent === '') items.push(new Map());
    if (name === undefined) continue;
    const depth = (dash === undefined ? 0 : 2) + indent.length;
    const isInside = depth > 2 && parent !== '';
    if (!isInside) parent = value === '' ? name : '';
    if (value !== '') items.at(-1)?.set(isInside ? `${parent}.${name}` : name, unquoted(value));
  }
  return items;
}

const LINE = /^(- )?( {0,8})([\w-]+):(?: (.*))?$/;

function unquoted(value: string): string {
  return value.replace(/^(["'])(.*)\1$/s, '$2');
}
