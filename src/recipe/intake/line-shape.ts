/** What a line of a text looks like, as far as its kind can be known without the others. */
import { languages } from '../../languages/index.js';
import type { GivenText } from '../../reading/given-text.js';
import { readMisspelt } from '../text/commands/misspelt.js';
import { readCommand } from '../text/commands/read-command.js';
import { listItems } from '../text/list-items.js';
import { plainLine, plainLines } from '../text/list-lines.js';
import { isKnown, isSentence } from '../text/sentence.js';
import { readToolOutput } from '../text/tool-output.js';

export type LineShape = 'blank' | 'command' | 'code' | 'prose' | 'heading' | 'items' | 'other';

// A line that says more has shown its shape before.
const LOOK_AT = 400;

export const KERNEL_DIED = /\bkernel\b.{0,40}\b(?:died|dead|restarting|crashed)\b|\bdead kernel\b/i;

const ERROR_SIGNS: readonly RegExp[] = [
  /Traceback \(most recent call last\)/,
  /^(?:E {1,12})?(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|NotFound|Warning)(?::|$| {3,}Traceback)/,
  /^(?:ERROR|Error|error|fatal|FATAL|CRITICAL)(?: \w+)?: ?\S/,
  /No module named ['"]?\w/,
  /cannot open shared object file|command not found$/,
  /Could not find a version that satisfies|No matching distribution found|No solution found when resolving/,
  / (?:requires|has requirement) \S.{0,300}, but you(?: have|'ll have) | requires \S{1,200}, which is not installed/,
  /(?:PackagesNotFound|ResolvePackageNotFound|Unsatisfiable)\w*/,
  /^(?:Could not solve for environment specs|Encountered problems while solving)/,
  /^-+> ?\d{1,5} \S/,
  /there is no package called|package or namespace load failed|^Error in \w+\(/,
  /not found in current path/,
  KERNEL_DIED,
];

export function isErrorLine(line: string): boolean {
  const start = line.slice(0, LOOK_AT).trim();
  // Code and comments may mention an error.
  if (start === '' || start.startsWith('#') || /^(?:raise|except|print|assert|warnings)\b/.test(start))
    return false;
  return ERROR_SIGNS.some((sign) => sign.test(start));
}

const CODE =
  /^(?:def |class |for .*:$|while .*:$|if .*:$|elif .*:$|else:$|try:$|except\b.*:$|with .*:$|return\b|raise |print\(|@\w|[\w.]+(?:\[[^\]]{0,80}\])? [-+*/]?= |[\w.]+\(.*\)?$|function\b|end$|\}|\{|\)|\]|"""|''')/;

export function shapeOf(line: string): LineShape {
  const text = plainLine(line.slice(0, LOOK_AT));
  if (text === '' || text.startsWith('#')) return 'blank';
  if (readCommand(text) || readMisspelt(text) || readToolOutput(text)) return 'command';
  if (Object.values(languages).some(({ packages }) => packages.readers.some((read) => read(text))))
    return 'code';
  if (CODE.test(text) || /^[\w"'.-]+ ?[=:] ?["'[{]/.test(text)) return 'code';
  if (isSentence(text)) return 'prose';
  if (isHeading(text)) return 'heading';
  return isList(text) ? 'items' : 'other';
}

/** One to four words of a page, such as `Release history` or `CUDA 12.1`: the first is capital, or none is a package. */
function isHeading(text: string): boolean {
  const words = text.split(' ');
  return (
    words.length <= 4 &&
    (words.length > 1 || /^[A-Z]/.test(text)) &&
    words.every((word) => /^(?:[A-Za-z]{2,40}|\(?\d[\d.]*\)?)$/.test(word)) &&
    /^[A-Za-z]/.test(text) &&
    !words.some(isKnown)
  );
}

const ITEM =
  /^-{1,2}[a-z]|^(?:[\w~/][\w.~/%:+-]*::)?_{0,2}[a-z0-9][\w.-]*(?:\[[^\]]*\])?(?:$|[ ;<>=!~(@|].*$)|^(?:git\+)?[a-z]+:\/\//i;

function isList(text: string): boolean {
  const items = listItems(text);
  return items.length > 0 && items.every((item) => ITEM.test(item) && !/^\d+(?:\.\d+)*$/.test(item));
}

// The kind of a text shows in its first lines.
const LINES_MOST = 300;

const counted = new WeakMap<GivenText, Record<LineShape, number>>();

/** How many of the first lines of a text have each shape. */
export function shapesIn(text: GivenText): Record<LineShape, number> {
  const known = counted.get(text);
  if (known) return known;
  const counts = { blank: 0, command: 0, code: 0, prose: 0, heading: 0, items: 0, other: 0 };
  for (const { text: line } of plainLines(text.lines.slice(0, LINES_MOST))) counts[shapeOf(line)] += 1;
  counted.set(text, counts);
  return counts;
}
