/** The dependencies of a script, in a comment: https://packaging.python.org/en/latest/specifications/inline-script-metadata/ */
import * as z from 'zod';
import { UserError } from '../../../base/errors.js';
import type { Finding } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { fileName } from '../files/format.js';
import { LineFinder } from '../files/line-finder.js';
import { shaped } from '../files/shape.js';
import { readToml } from '../files/toml-file.js';
import { dependency, pythonRequirement } from './dependency.js';
import { placed } from './placed.js';
import { fromSource, uvFindings, uvShape } from './tables/uv.js';

const shape = z.looseObject({
  'requires-python': z.string().default(''),
  dependencies: z.array(z.string()).default([]),
  tool: z.looseObject({ uv: uvShape.optional() }).optional(),
});

/** Whether a script has such a block. */
export function hasScriptBlock(text: string): boolean {
  return /^# \/\/\/ script[ \t]*$/m.test(text);
}

/** What the block asks for, with the lines of the script. @throws UserError if the block has no end, or is not TOML. */
export function scriptBlockFindings(given: GivenText): Iterable<Finding> {
  const block = { ...given, text: blockOf(given) };
  const { dependencies, tool, ...more } = shaped(shape, readToml(block), given);
  const uv = tool?.uv ?? uvShape.parse({});
  const findings = [
    ...pythonRequirement(more['requires-python']),
    ...dependencies.map((spec) => dependency(spec, 'pypi')),
  ];
  const all = [...findings.map((each) => fromSource(uv, each)), ...uvFindings(uv)];
  return placed(all, new LineFinder(given.text));
}

/** The text of the block, with the lines before it empty, so that errors have the lines of the script. */
function blockOf(given: GivenText): string {
  const lines = given.text.split('\n').map((line) => line.trimEnd());
  const starts = lines.flatMap((line, index) => (line === '# /// script' ? [index] : []));
  const [start = 0, second] = starts;
  if (second !== undefined) throw refused(given, 'it has two blocks `script`', second + 1);
  const rest = lines.slice(start + 1);
  const comments = rest.findIndex((line) => line !== '#' && !line.startsWith('# '));
  const body = comments < 0 ? rest : rest.slice(0, comments);
  const end = body.lastIndexOf('# ///');
  if (end < 0) throw refused(given, 'the block `script` has no end: a line `# ///`', start + 1);
  const toml = body.slice(0, end).map((line) => line.replace(/^# ?/, ''));
  return [...Array.from({ length: start + 1 }, () => ''), ...toml].join('\n');
}

function refused(given: GivenText, reason: string, line: number): UserError {
  return new UserError('file-not-understood', { file: fileName(given), reason, line });
}
