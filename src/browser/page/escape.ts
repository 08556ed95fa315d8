/** Escape closes an open confirmation, and gives the focus back to its button. */
export function startEscape(): void {
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
