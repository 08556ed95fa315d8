/** The script of every page. */
import { startCopyButtons, startCopyLinks } from './page/copy.js';
import { startRowFilters } from './page/filter-rows.js';
import { startSortableTables } from './page/sort.js';
import { startTimes } from './page/times.js';
import { findById } from './shared/elements.js';
import { longStorage } from './shared/storage.js';

startThemeButton();
startCopyButtons();
startCopyLinks();
startTimes();
startEscape();
startSortableTables();
startRowFilters();

/** The button that switches between light and dark. theme.ts sets the initial theme. */
function startThemeButton(): void {
  const button = findById('theme-button', HTMLButtonElement);
  if (!button) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    const { dataset } = document.documentElement;
    dataset.bsTheme = dataset.bsTheme === 'dark' ? 'light' : 'dark';
    longStorage.set('create-kernel-theme', dataset.bsTheme);
  });
}

/** Escape closes an open confirmation, and gives the focus back to its button. */
function startEscape(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const open of document.querySelectorAll('details.confirm[open]')) {
      open.removeAttribute('open');
      const { activeElement } = document;
      const button = open.querySelector('summary');
      if (activeElement === document.body || open.contains(activeElement)) button?.focus();
    }
  });
}
