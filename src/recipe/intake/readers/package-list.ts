import { type Reader, sureness } from '../../../reading/reader.js';
import { readPackageList } from '../../text/package-list.js';

/** A package list without a file around it: what no other reader claims. */
export const packageList: Reader = {
  id: 'packages',
  label: 'a package list',
  // A file with another extension is something else.
  recognizes: ({ name = '' }) => (/\.\w+$/.test(name) ? sureness.no : sureness.possible),
  read: readPackageList,
};
