/** Requirements with hashes, which pip installs only if each one has some: https://pip.pypa.io/en/stable/topics/secure-installs/ */
import { UserError } from '../../../base/errors.js';
import type { Finding } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import type { ReadingContext } from '../../../reading/reader.js';
import { indexName } from '../../../sources/specs/index-name.js';
import { fileName } from '../files/format.js';
import { lockFindings } from '../locks/packages/lock-findings.js';
import type { LogicalLine } from './logical-lines.js';

export function isHashed(text: string): boolean {
  return text.includes(' --hash=') || text.includes(' --hash ');
}

/** Nothing for a file without hashes. @throws UserError if only some of its packages have one. */
export function hashedFindings(
  given: GivenText,
  lines: readonly LogicalLine[],
  context: Pick<ReadingContext, 'others'>,
): Finding[] {
  const hashed = lines.filter(({ text }) => isHashed(text));
  if (hashed.length === 0) return [];
  const bare = lines.find(({ text }) => !isHashed(text) && /^[^-]|^-e|^--editable/.test(text));
  if (bare) throw refused(given, bare, 'it has no hash, but other packages of the file have one');
  const inexact = hashed.find(({ text }) => !/^[\w.-]+(?:\[[^\]]*\])? ?===? ?[^*\s;]+(?:\s|;|$)/.test(text));
  if (inexact)
    throw refused(given, inexact, 'a package with a hash needs an exact version, as in `numpy==1.26.4`');
  const pip = hashed.map(({ text }) => text.replace(/ ?(===?) ?/, '$1').replace(/ --hash[= ]/g, ' --hash='));
  const asked = askedIn(given, hashed);
  return lockFindings(given, context, {
    format: 'requirements.txt with hashes',
    pip,
    ...(asked && { asked }),
  });
}

/**
 * The packages that the tool that made the file was asked for. It writes a comment after each one: `# via numpy` for what
 * another package needs, `# via -r requirements.in` or the name of the project for what was asked for.
 */
function askedIn({ lines }: GivenText, hashed: readonly LogicalLine[]): Finding[] | undefined {
  if (!lines.some((line) => VIA.test(line))) return undefined;
  const names = new Set(hashed.map(({ text }) => nameIn(text)));
  return hashed.flatMap(({ text, number, count }): Finding[] => {
    const reasons = commentAfter(lines, number - 1 + count);
    const isAsked = reasons.some((reason) => reason.startsWith('-r ') || !names.has(nameIn(reason)));
    const spec = text.replace(/ --hash[= ].*$/, '');
    return isAsked ? [{ kind: 'package', spec, source: 'pypi', line: number, from: spec }] : [];
  });
}

const VIA = /^\s*# via\b/;

/** The reasons in the comment that begins at a line, in one or several lines. */
function commentAfter(lines: readonly string[], start: number): string[] {
  const rest = lines.slice(start, start + 200);
  const end = rest.findIndex((line) => !line.trimStart().startsWith('#'));
  const words = rest
    .slice(0, end < 0 ? rest.length : end)
    .map((line) => line.replace(/^\s*#(?: {1,4}via)?/, '').trim());
  return words.flatMap((line) => line.split(/, ?/)).filter(Boolean);
}

function nameIn(text: string): string {
  const name = /^[A-Za-z0-9][\w.-]*/.exec(text)?.[0] ?? text;
  return indexName(name);
}

function refused(given: GivenText, { number, text }: LogicalLine, reason: string): UserError {
  const name = /^[\w.[\]-]{1,60}/.exec(text)?.[0] ?? 'the line';
  return new UserError('file-not-understood', {
    file: fileName(given),
    reason: `\`${name}\`: ${reason}`,
    line: number,
  });
}
