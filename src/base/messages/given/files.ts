/** Files that a person gives: recipes, package lists, form values. */
import { given, list, wording } from '../wording.js';

export const fileMessages = {
  'prefix-long': wording<{ prefix: string; bytes: number; most: number }>(
    2,
    (facts) =>
      `The environment’s path has ${facts.bytes} bytes; programs in some conda packages support at most about ${facts.most}`,
    () => 'If the build fails because of it, choose a location with a shorter path, or a shorter name',
  ),
  'pip-over-conda': wording<{ name: string }>(
    2,
    (facts) => `\`${facts.name}\` is installed twice: by conda, then by pip over it`,
    () => 'Leave it out of the pip packages, unless conda’s channels lack the version that you need',
  ),
  'files-too-many': wording<{ most: number }>(
    2,
    (facts) => `More than ${facts.most} files were given`,
    (facts) => `Give at most ${facts.most} files at once`,
  ),
  'folder-names-nothing': wording<{ folder: string }>(
    2,
    (facts) => `The folder ${given(facts.folder)} has no list of packages, no notebook and no script`,
    () => 'Give a folder with a file such as `environment.yml` or `requirements.txt`, or with notebooks',
  ),
  'folder-not-listed': wording<{ folder: string; incomplete: string }>(
    2,
    (facts) =>
      `The folder ${given(facts.folder)} has no list of packages, and too much else. ${facts.incomplete}`,
    () =>
      'Add a `requirements.txt` with all packages, or give a folder with only the notebooks that you need',
  ),
  'folder-too-large': wording<{ folder: string; most: number }>(
    2,
    (facts) =>
      `More than ${facts.most} files of the folder ${given(facts.folder)}, or very large ones, say what it needs`,
    () =>
      'Add a `requirements.txt` with all packages, or give a folder with only the notebooks that you need',
  ),
  'archive-refused': wording<{ file: string; reason: string }>(
    2,
    (facts) => `The archive ${given(facts.file)} is not read: ${facts.reason}`,
    () => 'Make a zip archive of the folder again, without a password, and give that one; or give its files',
  ),
  'address-host': wording<{ host: string; known: readonly string[] }>(
    2,
    (facts) => `The site reads no files from the host ${given(facts.host)}`,
    ({ known }) =>
      `${known.length > 0 ? `Hosts that can be used: ${list(known)}. ` : ''}Download the file or an archive of the repository, and give that; or ask the administrator to add the host to the setting \`intake.hosts\``,
  ),
  'address-refused': wording<{ given: string; reason: string }>(
    2,
    (facts) => `The URL ${given(facts.given)} is not read: ${facts.reason}`,
    () => 'Give the `https` URL of a public file or repository, or download the file and give that',
  ),
  'address-unavailable': wording<{ given: string; why: string }>(
    2,
    (facts) => `${given(facts.given)} cannot be read: ${facts.why}`,
    () => 'Check the URL, or download the file and give that',
  ),
  'file-not-text': wording<{ file: string }>(
    2,
    (facts) => `The file ${given(facts.file)} is not text`,
    () => 'Save it as UTF-8 text, and give it again',
  ),
  'file-is-web-page': wording<{ file: string }>(
    2,
    (facts) =>
      `${facts.file ? `The file ${given(facts.file)}` : 'The text'} is a web page, not the file that the page shows`,
    () => 'Download the raw file, and give that one',
  ),
  'file-kind-unknown': wording<{ file: string; known: readonly string[] }>(
    2,
    (facts) => `The file ${given(facts.file)} has a format that is not supported`,
    (facts) => `Supported formats: ${facts.known.join(', ')}`,
  ),
  'file-not-understood': wording<{ file: string; reason: string; line?: number; column?: number }>(
    2,
    (facts) => `The file ${given(facts.file)} cannot be read${placeOf(facts)}: ${facts.reason}`,
    (facts) => `Fix ${facts.line ? 'that line' : 'the file'}, and give it again`,
  ),
  'context-not-understood': wording<{ file: string; reason: string }>(
    2,
    (facts) => `The form values in ${given(facts.file)} cannot be read: ${facts.reason}`,
    () => 'Launch the session again from its form',
  ),
  'file-missing': wording<{ file: string }>(
    2,
    (facts) => `The file ${given(facts.file)} does not exist or cannot be read`,
    () => 'Check the path and the permissions',
  ),
  'upload-incomplete': wording<object>(
    2,
    () => 'The upload stopped before it was complete',
    () => 'Send the form again',
  ),
  'form-too-large': wording<{ most: string }>(
    2,
    (facts) => `The form is larger than ${facts.most}`,
    () => 'Shorten the longest field, or upload its content as a file',
  ),
  'form-fields-too-many': wording<object>(
    2,
    () => 'The form has more fields or files than the page sends',
    () => 'Open the page again, and send its form',
  ),
};

function placeOf({ line, column }: { line?: number; column?: number }): string {
  return `${line ? ` at line ${line}` : ''}${line && column ? `, column ${column}` : ''}`;
}
