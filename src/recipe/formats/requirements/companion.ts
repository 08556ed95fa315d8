/** Other files that a file refers to, such as `-r requirements.txt`. Each given file is read separately; none is opened by its path. */
import { UserError } from '../../../base/errors.js';
import { type Finding, leaveOut, note, problem } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { withoutSecret } from '../../../sources/specs/package-address.js';

/** `-r FILE` and `-c FILE` of pip: https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
const OPTION = /^(?:(-r|-c)[ =]?|--(requirement|constraint)s?[ =])\s*(["']?)(\S.*?)\3$/;

export interface Reference {
  path: string;
  /** The versions of that file limit those of packages; none of them is asked for. */
  constrains: boolean;
}

/** The file that an option names; undefined for any other line. */
export function referenceIn(line: string): Reference | undefined {
  const [, short, long, , path] = OPTION.exec(line) ?? [];
  return path === undefined ? undefined : { path, constrains: short === '-c' || long === 'constraint' };
}

/** The given file with the name at the end of the path. */
export function companion({ path }: Reference, others: readonly GivenText[]): GivenText | undefined {
  return others.find(({ name }) => name !== undefined && baseName(name) === baseName(path));
}

/** What a person has to know of the reference: that the file is missing, or that it was given. */
export function referenceFinding(reference: Reference, line: string, others: readonly GivenText[]): Finding {
  const { path } = reference;
  const given = withoutSecret(line);
  const isOutside = /^(?:[/\\~]|[a-z]:[\\/])|(?:^|[/\\])\.\.(?:[/\\]|$)/i.test(
    path.replace(/^file:(?:\/\/)?/, ''),
  );
  const there = path.includes('://') ? undefined : companion(reference, others);
  if (isOutside && !there) return problem(new UserError('package-is-path', { given }), [leaveOut]);
  if (!there) return problem(new UserError('package-file-include', { given }), [leaveOut]);
  return note(`\`${baseName(path)}\` is the file that was given with it`);
}

function baseName(path: string): string {
  return path.replace(/^.*[/\\:]/s, '').toLowerCase();
}
