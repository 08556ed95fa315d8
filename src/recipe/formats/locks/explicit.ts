/** The output of `conda list --explicit --md5`: https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html#building-identical-conda-environments */
import { UserError } from '../../../base/errors.js';
import type { Finding } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, sureness } from '../../../reading/reader.js';
import { fileName } from '../format.js';
import { hereKey, isHere } from '../platform.js';
import { lockFindings } from './lock-findings.js';

export const explicit: Reader = {
  id: 'explicit',
  label: 'a list of conda package files (conda list --explicit --md5)',
  recognizes: ({ text }) => (/^@EXPLICIT[ \t]*$/m.test(text) ? sureness.certain : sureness.no),
  read,
};

function read(given: GivenText): Finding[] {
  const conda = given.lines.flatMap((line, index) => urlOf(given, line.trim(), index + 1));
  return lockFindings(given, { format: 'conda list --explicit', conda, pip: [] });
}

function urlOf(given: GivenText, line: string, number: number): string[] {
  if (line === '' || line === '@EXPLICIT' || line.startsWith('#')) return [];
  const fail = (reason: string): never => {
    throw new UserError('file-not-understood', { file: fileName(given), reason, line: number });
  };
  const [, subdir = '', file = ''] = /^https?:\/\/\S+\/([\w-]+)\/([^/#\s]+)(?:#|$)/.exec(line) ?? [];
  if (subdir === '') fail('it is not the URL of a conda package');
  if (!isHere(subdir)) fail(`\`${file}\` is for ${subdir}, and this host is ${hereKey()}`);
  const hash = /#(?:sha256:)?([0-9a-f]{32}|[0-9a-f]{64})$/i.exec(line)?.[1]?.toLowerCase();
  if (hash === undefined)
    return fail(`\`${file}\` has no hash; list the packages with \`conda list --explicit --md5\``);
  return [`${line.replace(/#.*$/, '')}#${hash}`];
}
