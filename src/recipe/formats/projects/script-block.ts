/** A script with its dependencies in a comment. */
import { type Reader, sureness } from '../../../reading/reader.js';
import { hasScriptBlock, scriptBlockFindings } from './script-block-findings.js';

export const scriptBlock: Reader = {
  id: 'scriptBlock',
  label: 'a script with a block of dependencies (PEP 723)',
  recognizes: ({ text }) => (hasScriptBlock(text) ? sureness.certain : sureness.no),
  read: scriptBlockFindings,
};
