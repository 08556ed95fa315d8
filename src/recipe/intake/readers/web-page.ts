/** A page of a web site, saved or copied with its markup instead of the file that it shows. */
import { UserError } from '../../../base/errors.js';
import { problem } from '../../../reading/finding.js';
import { type Reader, sureness } from '../../../reading/reader.js';

const BEGIN = /^\s{0,1000}(?:<\?xml[^>]{0,1000}>\s{0,1000})?<(?:!doctype\s+html|html|head|body)\b/i;

export const webPage: Reader = {
  id: 'web-page',
  label: 'a web page',
  recognizes: ({ text }) => (BEGIN.test(text) ? sureness.certain : sureness.no),
  // Nothing of it is read: what a page shows may be hidden in it, or be another text than the file.
  read: ({ name = '' }) => [problem(new UserError('file-is-web-page', { file: name }))],
};
