/** Files of languages for which no kernels can be made here. */
import { otherFileIn } from '../../../languages/others/index.js';
import { type Reader, sureness } from '../../../reading/reader.js';
import { otherLanguageFindings } from '../../text/other-language-lines.js';

export const otherLanguage: Reader = {
  id: 'other-language',
  label: 'a file of another language',
  recognizes: (text) => (otherFileIn(text) ? sureness.certain : sureness.no),
  read(given) {
    const found = otherFileIn(given);
    if (!found) return [];
    const { language, file } = found;
    return otherLanguageFindings(language, given.name ?? file.label, file, given.text);
  },
};
