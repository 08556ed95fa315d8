/** requirements.txt: https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
import { UserError } from '../../base/errors.js';
import type { Finding } from '../../reading/finding.js';
import type { GivenText } from '../../reading/given-text.js';
import { type Reader, type ReadingContext, sureness } from '../../reading/reader.js';
import { readPackageList } from '../text/package-list.js';
import { fileName } from './format.js';

export const requirements: Reader = {
  id: 'requirements',
  label: 'a package list (requirements.txt)',
  recognizes: ({ name = '' }) =>
    /\.(?:txt|in|list)$|^requirements/i.test(name) ? sureness.named : sureness.no,
  read,
};

function read(given: GivenText, context: ReadingContext): Iterable<Finding> {
  if (/^@EXPLICIT\b/m.test(given.text)) {
    throw new UserError('file-not-understood', {
      file: fileName(given),
      reason: 'it lists conda package files for one platform',
    });
  }
  return readPackageList(given, context);
}
