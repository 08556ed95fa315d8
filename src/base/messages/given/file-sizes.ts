/** Files that cannot be used because of their size. The page says it too, before it sends them. */
import { given, wording } from '../wording.js';

export const fileSizeMessages = {
  'file-too-large': wording<{ file: string; most: string }>(
    2,
    (facts) => `The file ${given(facts.file)} is larger than ${facts.most}`,
    () => 'Give only files that list packages, such as a package list or a recipe',
  ),
  'file-empty': wording<{ file: string }>(
    2,
    (facts) => `The file ${given(facts.file)} is empty`,
    () => 'Check that it was saved and downloaded completely, and choose it again',
  ),
};
