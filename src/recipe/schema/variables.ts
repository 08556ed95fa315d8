/** Environment variables in recipes: their spelling, and those that a recipe may not set. */
import { UserError } from '../../base/errors.js';
import { languages } from '../../languages/index.js';
import { sources } from '../../sources/index.js';

// Read by the loader, the shell or an interpreter before any program of the app runs, or set by the build itself.
const REFUSED = [
  /^LD_/,
  /^DYLD_/,
  /^BASH_/,
  /^JUPYTER_/,
  /^(PATH|HOME|USER|LOGNAME|SHELL|ENV|IFS|CDPATH|PS4|PROMPT_COMMAND|SHELLOPTS|TMPDIR|XDG_DATA_HOME)$/,
  /^GCONV_PATH$/,
  /^NODE_OPTIONS$/,
  /^(PERL5LIB|PERL5OPT|RUBYOPT|RUBYLIB)$/,
  ...[...Object.values(languages), ...Object.values(sources)].flatMap(
    ({ refused_variables }) => refused_variables,
  ),
];

const VALUE_MOST = 10_000;

/** @throws UserError if a recipe may not set this variable. */
export function checkVariable(name: string, value: string): void {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name))
    throw new UserError('variable-not-understood', { given: name });
  if (REFUSED.some((pattern) => pattern.test(name))) throw new UserError('variable-refused', { name });
  if (value.includes('\0'))
    throw new UserError('text-control-characters', { what: `The variable \`${name}\`` });
  if (value.length > VALUE_MOST)
    throw new UserError('text-too-long', { what: `The variable \`${name}\``, most: VALUE_MOST });
}

/**
 * Reads `NAME=value` lines, with or without `export`; blank lines and lines that start with `#` are ignored.
 * @throws UserError for a line that is not an assignment.
 */
export function parseVariables(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const [, name, value] = /^(?:export\s+)?([^=\s]+)=(.*)$/s.exec(line) ?? [];
    if (name === undefined || value === undefined)
      throw new UserError('variable-not-understood', { given: line });
    found[name] = value.replace(/^(["'])(.*)\1$/s, '$2');
  }
  return found;
}
