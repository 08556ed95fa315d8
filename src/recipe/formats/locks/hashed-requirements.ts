/** Requirements with hashes, which pip installs only if each one has some: https://pip.pypa.io/en/stable/topics/secure-installs/ */
import { UserError } from '../../../base/errors.js';
import type { Finding } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { fileName } from '../format.js';
import type { LogicalLine } from '../logical-lines.js';
import { lockFindings } from './lock-findings.js';

export function isHashed(text: string): boolean {
  return text.includes(' --hash=') || text.includes(' --hash ');
}

/** Nothing for a file without hashes. @throws UserError if only some of its packages have one. */
export function hashedFindings(
  given: GivenText,
  lines: readonly LogicalLine[],
  others: readonly GivenText[],
): Finding[] {
  const hashed = lines.filter(({ text }) => isHashed(text));
  if (hashed.length === 0) return [];
  const bare = lines.find(({ text }) => !isHashed(text) && /^[^-]|^-e|^--editable/.test(text));
  if (bare) throw refused(given, bare, 'it has no hash, but other packages of the file have one');
  const inexact = hashed.find(({ text }) => !/^[\w.-]+(?:\[[^\]]*\])? ?===? ?[^*\s;]+(?:\s|;|$)/.test(text));
  if (inexact)
    throw refused(given, inexact, 'a package with a hash needs an exact version, as in `numpy==1.26.4`');
  const pip = hashed.map(({ text }) => text.replace(/ ?(===?) ?/, '$1').replace(/ --hash[= ]/g, ' --hash='));
  return [
    ...lockFindings(given, { format: 'requirements.txt with hashes', pip }),
    // A file that is given with it asks for them in other words.
    ...(others.length > 0 ? [] : hashed).map(({ text, number }): Finding => {
      const spec = text.replace(/ --hash[= ].*$/, '');
      return { kind: 'package', spec, source: 'pypi', line: number, from: spec };
    }),
  ];
}

function refused(given: GivenText, { number, text }: LogicalLine, reason: string): UserError {
  const name = /^[\w.[\]-]{1,60}/.exec(text)?.[0] ?? 'the line';
  return new UserError('file-not-understood', {
    file: fileName(given),
    reason: `\`${name}\`: ${reason}`,
    line: number,
  });
}
