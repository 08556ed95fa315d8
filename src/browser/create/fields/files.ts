/**
 * Handles dropped and selected files, and says at once if one is empty or too large. A plain list of packages goes into the text field, where it can be
 * edited.
 */
import { formatSize } from '../../../shared/format.js';
import { byId, make } from '../../shared/elements.js';
import { showFieldProblem } from '../problems.js';
import { chosenFiles, fileProblems, sizeLimit } from './file-problems.js';
import { addLines } from './package-text.js';

// The server refuses larger lists with a message.
const TEXT_LIMIT = 100_000;

/** Does nothing if a preset sets the packages. */
export function startFiles(form: HTMLFormElement, text: HTMLTextAreaElement): void {
  if (text.readOnly) return;
  const zone = byId('drop-zone', HTMLElement);
  const input = byId('upload', HTMLInputElement);
  input.addEventListener('change', () => {
    showNames(input);
    showFieldProblem('upload', fileProblems(chosenFiles(form), sizeLimit(form))[0]);
  });
  zone.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    zone.classList.add('dropping');
  });
  zone.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && zone.contains(relatedTarget))) zone.classList.remove('dropping');
  });
  zone.addEventListener('drop', (event) => {
    zone.classList.remove('dropping');
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    for (const file of files) void take(file, text, input);
  });
}

async function take(file: File, text: HTMLTextAreaElement, input: HTMLInputElement): Promise<void> {
  const list = isList(file) ? await file.text() : undefined;
  if (list === undefined || list.includes('\0')) {
    choose(input, [...(input.files ?? []), file]);
  } else {
    text.value = addLines(text.value, list.trim());
    text.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function choose(input: HTMLInputElement, files: readonly File[]): void {
  const all = new DataTransfer();
  for (const each of files) all.items.add(each);
  input.files = all.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Other files, such as `environment.yml`, have more than packages: the server reads them. */
export function isList({ name, size }: Pick<File, 'name' | 'size'>): boolean {
  return /\.(txt|in)$/i.test(name) && size > 0 && size <= TEXT_LIMIT;
}

function showNames(input: HTMLInputElement): void {
  const names = byId('upload-names', HTMLElement);
  const files = [...(input.files ?? [])];
  names.replaceChildren(
    ...files.map((file) => {
      const others = files.filter((other) => other !== file);
      return make('li', {}, `${file.name} (${formatSize(file.size)}) `, removeButton(file, input, others));
    }),
  );
  names.hidden = files.length === 0;
}

function removeButton(file: File, input: HTMLInputElement, others: readonly File[]): HTMLElement {
  const label = `Remove ${file.name}`;
  const button = make('button', { type: 'button', class: 'file-remove', 'aria-label': label }, '×');
  button.addEventListener('click', () => {
    choose(input, others);
    input.focus();
  });
  return button;
}
