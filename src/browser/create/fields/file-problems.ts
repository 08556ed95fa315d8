/** The problems of chosen files that show without their content, in the words of the server. */
import type { Problem } from '../../../base/errors.js';
import { fileSizeMessages } from '../../../base/messages/given/file-sizes.js';
import { formatSize } from '../../../shared/format.js';

/** Of the field `upload`, in the order of the files; `most` in bytes. */
export function fileProblems(files: Iterable<Pick<File, 'name' | 'size'>>, most: number): Problem[] {
  return [...files].flatMap(({ name, size }) => {
    if (size > most) {
      const said = fileSizeMessages['file-too-large'].say({ file: name, most: formatSize(most) });
      return [{ code: 'file-too-large', ...said, field: 'upload' }];
    }
    if (size === 0)
      return [{ code: 'file-empty', ...fileSizeMessages['file-empty'].say({ file: name }), field: 'upload' }];
    return [];
  });
}

/** The files that a person has chosen in a form. */
export function chosenFiles(form: HTMLFormElement): File[] {
  const input = form.elements.namedItem('upload');
  return input instanceof HTMLInputElement ? [...(input.files ?? [])] : [];
}

/** The size limit of a form's files in bytes. */
export function sizeLimit({ dataset }: HTMLFormElement): number {
  return Number(dataset.uploadBytes ?? Number.POSITIVE_INFINITY);
}
