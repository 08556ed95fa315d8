/** Commands of a terminal, a help page or the install cells of a notebook. */
import { type Finding, leftOut } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, type ReadingContext, sureness } from '../../../reading/reader.js';
import { readMisspelt } from '../../text/commands/misspelt.js';
import { readCommand } from '../../text/commands/read-command.js';
import { Shell } from '../../text/commands/shell/shell.js';
import { plainLines } from '../../text/list-lines.js';
import { otherLanguageReader } from '../../text/other-language-lines.js';
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
  for (const { number, text: line } of plainLines(text.lines)) {
    const found =
      readOther(line) ??
      readCommand(line, shell) ??
      readToolOutput(line) ??
      readMisspelt(line) ??
      notCommand(line);
    for (const each of found) yield { line: number, from: line, ...each };
  }
}

function notCommand(line: string): Finding[] {
  if (shapeOf(line) === 'blank' || isErrorLine(line)) return [];
  return [leftOut(line.slice(0, 200), 'it is not a command that asks for packages')];
}
