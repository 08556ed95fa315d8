/** Buttons that copy the text of another element, and links that copy their own address. */
import { debounced } from '../shared/debounce.js';
import { all, setText } from '../shared/elements.js';

// How long a button shows *Copied*, in milliseconds.
const SHOW_TIME = 2000;

export function startCopyButtons(): void {
  for (const button of all('.copy-button', HTMLButtonElement)) {
    button.hidden = false;
    const word = button.querySelector('.copy-word');
    const label = word?.textContent ?? '';
    const restore = debounced(() => setText(word, label), SHOW_TIME);
    button.addEventListener('click', async () => {
      setText(word, (await copyFrom(button.dataset.copy ?? '')) ? 'Copied' : 'Press Ctrl+C');
      restore();
    });
  }
}

/** Without permission to copy, the link opens. */
export function startCopyLinks(): void {
  for (const link of all('.copy-link', HTMLAnchorElement)) {
    const word = link.querySelector('.copy-word');
    const label = word?.textContent ?? '';
    const restore = debounced(() => setText(word, label), SHOW_TIME);
    link.addEventListener('click', async (event) => {
      if (!navigator.clipboard) return;
      event.preventDefault();
      await navigator.clipboard.writeText(link.href).then(
        () => setText(word, 'Copied'),
        () => location.assign(link.href),
      );
      restore();
    });
  }
}

async function copyFrom(id: string): Promise<boolean> {
  const source = document.getElementById(id);
  return source !== null && copy(source);
}

/** Whether it succeeded: browsers allow it only for pages from https or localhost. */
async function copy(source: Element): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(textOf(source));
    return true;
  } catch {
    getSelection()?.selectAllChildren(source);
    return false;
  }
}

function textOf(source: Element): string {
  const isField = source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement;
  return isField ? source.value : (source.textContent ?? '');
}
