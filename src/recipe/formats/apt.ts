/** apt.txt: packages of the system, which an image of a whole host may have: https://repo2docker.readthedocs.io/en/latest/configuration/system/#apt-txt */
import { leftOut } from '../../reading/finding.js';
import { type Reader, sureness } from '../../reading/reader.js';
import { logicalLines } from './requirements/logical-lines.js';

export const apt: Reader = {
  id: 'apt',
  label: 'a list of system packages (apt.txt)',
  recognizes: ({ name = '' }) => (/^apt\.txt$/i.test(name) ? sureness.certain : sureness.no),
  read: ({ lines }) =>
    logicalLines(lines).map(({ number, text }) => ({
      ...leftOut(text, 'only an administrator can install system packages'),
      line: number,
    })),
};
