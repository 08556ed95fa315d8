/** The button that switches between light and dark. theme.ts sets the initial theme. */
import { findById } from '../shared/elements.js';
import { longStorage } from '../shared/storage.js';

export function startThemeButton(): void {
  const button = findById('theme-button', HTMLButtonElement);
  if (!button) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    const { dataset } = document.documentElement;
    dataset.bsTheme = dataset.bsTheme === 'dark' ? 'light' : 'dark';
    longStorage.set('create-kernel-theme', dataset.bsTheme);
  });
}
