/** Files that were given. */
import { given, wording } from './wording.js';

export const fileMessages = {
  'prefix-long': wording<{ prefix: string; bytes: number; most: number }>(
    2,
    (facts) =>
      `The environment’s path has ${facts.bytes} bytes: programs of some conda packages hold no path longer than about ${facts.most}`,
    () => 'Choose a location with a shorter path, or a shorter name, if the build fails for it',
  ),
  'file-too-large': wording<{ file: string; most: string }>(
    2,
    (facts) => `The file ${given(facts.file)} is larger than ${facts.most}`,
    () => 'Give a list of packages or a recipe, not data or an archive',
  ),
  'files-too-many': wording<{ most: number }>(
    2,
    (facts) => `More than ${facts.most} files were given`,
    () => 'Give them one after another',
  ),
  'file-not-text': wording<{ file: string }>(
    2,
    (facts) => `The file ${given(facts.file)} is not text`,
    () => 'Save it as UTF-8 text and give it again',
  ),
  'file-is-web-page': wording<{ file: string }>(
    2,
    (facts) => `The file ${given(facts.file)} is a web page, not the file it shows`,
    () => 'Download the raw file and give that one',
  ),
  'file-kind-unknown': wording<{ file: string; known: readonly string[] }>(
    2,
    (facts) => `The file ${given(facts.file)} is of a kind that cannot be read here`,
    (facts) => `Give one of these: ${facts.known.join(', ')}`,
  ),
  'file-not-understood': wording<{ file: string; why: string; line?: number }>(
    2,
    (facts) =>
      `The file ${given(facts.file)} was not understood${facts.line ? ` at line ${facts.line}` : ''}: ${facts.why}`,
    () => 'Correct that line and give the file again',
  ),
  'context-not-understood': wording<{ file: string; why: string }>(
    2,
    (facts) => `The form’s values in ${given(facts.file)} cannot be read: ${facts.why}`,
    () => 'Launch the session again from its form',
  ),
  'file-missing': wording<{ file: string }>(
    2,
    (facts) => `There is no readable file ${given(facts.file)}`,
    () => 'Check the path',
  ),
  'upload-incomplete': wording<object>(
    2,
    () => 'The upload broke off before its end',
    () => 'Send the form again',
  ),
  'form-too-large': wording<{ most: string }>(
    2,
    (facts) => `The form holds more than ${facts.most}`,
    () => 'Shorten the longest field, or give its content as a file',
  ),
};
