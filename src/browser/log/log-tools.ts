/** The tools of the log: wrapping of long lines, and links to lines. */
import { all, byId } from '../shared/elements.js';
import { longStorage } from '../shared/storage.js';
import type { LogPane } from './log-pane.js';

const WRAP = 'create-kernel-wrap';

export function startLogTools(): void {
  for (const tools of all('.log-tools', HTMLElement)) tools.hidden = false;
  const view = byId('log-view', HTMLElement);
  const box = byId('log-wrap', HTMLInputElement);
  box.checked = longStorage.get(WRAP) === 'yes';
  const show = () => view.classList.toggle('wrap', box.checked);
  box.addEventListener('change', () => {
    longStorage.set(WRAP, box.checked ? 'yes' : undefined);
    show();
  });
  show();
}

/** Hides *Follow* when the build has ended. */
export function hideFollowing(): void {
  const choice = byId('log-follow', HTMLInputElement).closest('.form-check');
  if (choice instanceof HTMLElement) choice.hidden = true;
}

/** Links to lines also work for lines that are not loaded. They do not scroll if the line is visible. */
export function startLineLinks(pane: LogPane): void {
  const go = (hash: string) => {
    const line = /^#L(\d{1,9})$/.exec(hash)?.[1];
    if (line !== undefined) void pane.showLine(Number(line));
    return line !== undefined;
  };
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#L"]') : null;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || !go(link.hash)) return;
    event.preventDefault();
    history.replaceState(null, '', link.hash);
  });
  addEventListener('hashchange', () => go(location.hash));
  go(location.hash);
}
