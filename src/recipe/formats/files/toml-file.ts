/** Reads TOML files: https://toml.io/en/v1.0.0 */
import { parse, TomlError, type TomlTable } from 'smol-toml';
import { UserError } from '../../../base/errors.js';
import type { GivenText } from '../../../reading/given-text.js';
import { fileName } from './format.js';

/** @throws UserError with line and column if the text is not TOML, also for a key that is there twice. */
export function readToml(given: GivenText): TomlTable {
  try {
    return parse(given.text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [first = ''] = error.message.replace(/^.*?TOML document: /, '').split('\n');
    const reason = REASONS.find(({ said }) => said.test(first))?.reason ?? first;
    throw new UserError('file-not-understood', {
      file: fileName(given),
      reason,
      line: error.line,
      column: error.column,
    });
  }
}

/** What the parser says, in other words where a person may not know it. */
const REASONS: readonly { said: RegExp; reason: string }[] = [
  { said: /redefine an already defined|duplicate/, reason: 'the key or table is in the file twice' },
  { said: /excessively nested/, reason: 'it is nested too deeply' },
  { said: /unfinished string/, reason: 'a quote is missing at the end of a text' },
  { said: /newlines are not allowed in strings/, reason: 'a quote is missing at the end of a text' },
  { said: /value$/, reason: 'a value has to be a text in quotes, a number, a list or a table' },
];

/** Whether a line of the text is the header of one of these tables: `project`, `tool.poetry`. Linear in the text. */
export function hasTable({ text }: GivenText, names: readonly string[]): boolean {
  const header = new RegExp(`^[ \\t]{0,8}\\[{1,2}(?:${names.map(escaped).join('|')})[.\\]]`, 'm');
  return header.test(text);
}

const escaped = (name: string): string => name.replaceAll('.', '\\.');
