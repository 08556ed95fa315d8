// biome-ignore-all lint/suspicious/noControlCharactersInRegex: this file parses escape sequences.
/** Parses terminal colours (SGR sequences of ECMA-48) into classes of terminal-colours.css. Drops all other escape sequences. */

export interface Run {
  text: string;
  /** Such as `sgr-bold sgr-red`; empty for plain text. */
  classes: string;
}

interface TextLook {
  color: string;
  background: string;
  /** Bold, dim and so on. */
  marks: ReadonlySet<string>;
}

const SEQUENCE = /\x1b(?:\[([0-?]*)[ -/]*([@-~])|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~]?)/g;

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const plain: TextLook = { color: '', background: '', marks: new Set() };

const marksOn: Record<number, string> = {
  1: 'bold',
  2: 'dim',
  3: 'italic',
  4: 'underline',
  7: 'inverse',
  9: 'strike',
};
const marksOff: Record<number, string[]> = {
  22: ['bold', 'dim'],
  23: ['italic'],
  24: ['underline'],
  27: ['inverse'],
  29: ['strike'],
};

/** A line as it is shown, without its colours. */
export function plainLine(line: string): string {
  return line.includes('\x1b') ? line.replace(SEQUENCE, '') : line;
}

/** Splits a line into runs with the same look. A line starts plain. */
export function parseSgr(line: string): Run[] {
  if (!line.includes('\x1b')) return line === '' ? [] : [{ text: line, classes: '' }];
  const runs: Run[] = [];
  let [look, end] = [plain, 0];
  const add = (text: string) => {
    if (text !== '') runs.push({ text, classes: classesOf(look) });
  };
  for (const match of line.matchAll(SEQUENCE)) {
    add(line.slice(end, match.index));
    end = match.index + match[0].length;
    if (match[2] === 'm') look = applyCodes(look, (match[1] ?? '').split(/[;:]/).map(Number));
  }
  add(line.slice(end));
  return runs;
}

function classesOf({ color, background, marks }: TextLook): string {
  const all = [...marks, ...(color ? [color] : []), ...(background ? [`on-${background}`] : [])];
  return all.map((name) => `sgr-${name}`).join(' ');
}

function applyCodes(look: TextLook, codes: number[]): TextLook {
  let next = look;
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] ?? 0;
    if (code === 38 || code === 48) {
      const { name, length } = extendedColor(codes.slice(index + 1, index + 5));
      next = code === 38 ? { ...next, color: name } : { ...next, background: name };
      index += length;
    } else {
      next = applyCode(next, code);
    }
  }
  return next;
}

function applyCode(look: TextLook, code: number): TextLook {
  if (code === 0) return plain;
  const on = marksOn[code];
  if (on) return { ...look, marks: new Set([...look.marks, on]) };
  const off = marksOff[code];
  if (off) return { ...look, marks: new Set([...look.marks].filter((mark) => !off.includes(mark))) };
  const [tens, unit] = [Math.floor(code / 10), code % 10];
  if (unit > 7) return unit === 9 ? defaultColor(look, tens) : look;
  if (tens === 3 || tens === 9) return { ...look, color: colorName(unit, tens === 9) };
  if (tens === 4 || tens === 10) return { ...look, background: colorName(unit, tens === 10) };
  return look;
}

function defaultColor(look: TextLook, tens: number): TextLook {
  if (tens === 3) return { ...look, color: '' };
  return tens === 4 ? { ...look, background: '' } : look;
}

function colorName(index: number, bright: boolean): string {
  return `${bright ? 'bright-' : ''}${names[index]}`;
}

/** The nearest of the 16 colours for a 256-colour or RGB code, and the number of codes used. */
function extendedColor([kind, ...values]: number[]): { name: string; length: number } {
  if (kind === 5) return { name: indexedColor(values[0] ?? 0), length: 2 };
  if (kind === 2) return { name: nearestColor(values.slice(0, 3)), length: 4 };
  return { name: '', length: 1 };
}

function indexedColor(index: number): string {
  if (index < 16) return colorName(index % 8, index > 7);
  if (index > 231) return nearestColor([0, 0, 0].map(() => 8 + (index - 232) * 10));
  const cube = index - 16;
  return nearestColor([Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((part) => part * 51));
}

function nearestColor(parts: number[]): string {
  const most = Math.max(...parts);
  if (most < 64) return 'black';
  const bits = parts.reduce((sum, part, position) => sum + (part > most / 2 ? 2 ** position : 0), 0);
  return colorName(bits, most > 192);
}
