/**
 * The notebook that has to run in a new kernel before it is published: its code cells, as a notebook file without
 * outputs and texts.
 */
import { UserError } from '../../base/errors.js';
import type { Language } from '../../languages/language.js';
import { givenText } from '../../reading/given-text.js';
import { languageNamed, type NotebookCell, readNotebook, sourceOf } from '../formats/files/notebook-file.js';

/** Characters of the file that is given, which may have large outputs, and of its code. */
const FILE_MOST = 50_000_000;
export const NOTEBOOK_MOST = 500_000;
const CELLS_MOST = 2000;

/** What Jupyter's own tools do with a cell: https://nbclient.readthedocs.io/en/latest/client.html */
const TAGS = ['skip-execution', 'raises-exception'];

/**
 * The canonical text, which reading gives again.
 * @throws UserError `file-not-understood`, `text-too-long`, `notebook-empty`, `notebook-language`.
 */
export function notebookToRun(
  text: string,
  { id, label, kernel_language }: Pick<Language, 'id' | 'label' | 'kernel_language'>,
): string {
  if (text.trim() === '') return '';
  checkLength(text, FILE_MOST);
  const { metadata, cells } = readNotebook(givenText(text, 'the notebook to run'));
  const named = languageNamed(metadata);
  if (![id, kernel_language, ''].includes(named.toLowerCase()))
    throw new UserError('notebook-language', { given: named, language: label });
  const code = cells.filter((cell) => cell.cell_type === 'code' && sourceOf(cell).trim() !== '').map(toRun);
  if (code.length === 0) throw new UserError('notebook-empty', {});
  if (code.length > CELLS_MOST)
    throw new UserError('too-many', { what: 'cells to run', most: CELLS_MOST, count: code.length });
  const language = { language: kernel_language, name: '', display_name: '' };
  const whole = { cells: code, metadata: { kernelspec: language }, nbformat: 4, nbformat_minor: 5 };
  const canonical = JSON.stringify(whole);
  checkLength(canonical, NOTEBOOK_MOST);
  return canonical;
}

/** How many cells a canonical text has. */
export function cellsToRun(text: string): number {
  return readNotebook(givenText(text)).cells.length;
}

function toRun(cell: NotebookCell): object {
  const tags = cell.metadata.tags.filter((tag) => TAGS.includes(tag));
  return { cell_type: 'code', metadata: tags.length > 0 ? { tags } : {}, source: sourceOf(cell) };
}

function checkLength(text: string, most: number): void {
  if (text.length > most) throw new UserError('text-too-long', { what: 'The notebook to run', most });
}
