/** Commands of a terminal, a help page or the install cells of a notebook. */
import { UserError } from '../../../base/errors.js';
import { lookUp } from '../../../base/registry.js';
import { languages } from '../../../languages/index.js';
import { type Finding, leaveOut, leftOut, problem, specText } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, type ReadingContext, sureness } from '../../../reading/reader.js';
import { readMisspelt } from '../../text/commands/misspelt.js';
import { readCommand } from '../../text/commands/read-command.js';
import { Shell } from '../../text/commands/shell/shell.js';
import { plainLines } from '../../text/list-lines.js';
import { otherLanguageReader } from '../../text/other-language-lines.js';
import { isKnown } from '../../text/sentence.js';
import { readToolOutput } from '../../text/tool-output.js';
import { isErrorLine, shapeOf, shapesIn } from '../line-shape.js';

export const commands: Reader = {
  id: 'commands',
  label: 'commands',
  recognizes(text) {
    const { command, prose, code, heading, items, other } = shapesIn(text);
    if (command === 0) return sureness.no;
    // Beside other lines, packages between commands are an item of the list.
    return items === 0 || prose + code + heading + other > items ? sureness.likely : sureness.no;
  },
  read,
};

function* read(text: GivenText, _context: ReadingContext): Iterable<Finding> {
  const shell = new Shell();
  const readOther = otherLanguageReader();
  const named = new Set<string>();
  for (const { number, text: line } of plainLines(text.lines)) {
    const found =
      readOther(line) ??
      readCommand(line, shell) ??
      readToolOutput(line) ??
      readMisspelt(line) ??
      notCommand(line, named);
    for (const each of found) {
      if (each.kind === 'package') named.add(nameOf(specText(each)));
      yield { line: number, from: line, ...each };
    }
  }
}

function notCommand(line: string, named: ReadonlySet<string>): Finding[] {
  const shape = shapeOf(line);
  if (shape === 'blank' || isErrorLine(line)) return [];
  if (shape === 'items' && isPackage(line) && !named.has(nameOf(line))) {
    const error = new UserError('line-among-commands', { given: line });
    return [problem(error, [leaveOut, { id: 'by-name', label: `Take ${line}`, text: line }])];
  }
  return [leftOut(line.slice(0, 200), 'it is not a command that asks for packages')];
}

/** A line that is certainly a package: a well-known one, or with a version. */
function isPackage(line: string): boolean {
  const [, name = '', version = ''] =
    /^([A-Za-z][\w.-]{0,100})((?:[<>=~!]=?=?\d[\w.*]{0,40},?){0,3})$/.exec(line) ?? [];
  if (version !== '') return isKnown(name) || lookUp(languages, name) !== undefined;
  return /^[a-z]/.test(name) && isKnown(name);
}

const nameOf = (text: string) => (/^[\w.-]+/.exec(text)?.[0] ?? text).toLowerCase();
