/** The output of `conda list --explicit --md5`: https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html#building-identical-conda-environments */
import type { Finding } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, type ReadingContext, sureness } from '../../../reading/reader.js';
import { condaUrl } from './packages/conda-url.js';
import { lockFindings } from './packages/lock-findings.js';

export const explicit: Reader = {
  id: 'explicit',
  label: 'a list of conda package files (conda list --explicit --md5)',
  recognizes: ({ text }) => (/^@EXPLICIT[ \t]*$/m.test(text) ? sureness.certain : sureness.no),
  read,
};

function read(given: GivenText, context: ReadingContext): Finding[] {
  const conda = given.lines.flatMap((line, index) => {
    const text = line.trim();
    if (text === '' || text === '@EXPLICIT' || text.startsWith('#')) return [];
    const [url = '', hash = ''] = text.split('#');
    return [condaUrl(given, url, hash.replace('sha256:', '').toLowerCase(), index + 1)];
  });
  return lockFindings(given, context, { format: 'conda list --explicit', conda, pip: [] });
}
