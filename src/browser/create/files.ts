/** Handles dropped and selected files. A plain list of packages goes into the text field, where it can be edited. */
import { formatSize } from '../../shared/format.js';
import { byId, make } from '../shared/elements.js';
import { addLines } from './package-text.js';

// The server refuses larger lists with a message.
const TEXT_LIMIT = 100_000;

/** Does nothing if a preset sets the packages. */
export function startFiles(text: HTMLTextAreaElement): void {
  if (text.readOnly) return;
  const zone = byId('drop-zone', HTMLElement);
  const input = byId('upload', HTMLInputElement);
  input.addEventListener('change', () => showNames(input));
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
    const all = new DataTransfer();
    for (const each of [...(input.files ?? []), file]) all.items.add(each);
    input.files = all.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  } else {
    text.value = addLines(text.value, list.trim());
    text.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

/** Other files, such as `environment.yml`, have more than packages: the server reads them. */
export function isList({ name, size }: Pick<File, 'name' | 'size'>): boolean {
  return /\.(txt|in)$/i.test(name) && size <= TEXT_LIMIT;
}

function showNames({ files }: HTMLInputElement): void {
  const names = byId('upload-names', HTMLElement);
  names.replaceChildren(
    ...[...(files ?? [])].map(({ name, size }) => make('li', {}, `${name} (${formatSize(size)})`)),
  );
  names.hidden = names.childElementCount === 0;
}
