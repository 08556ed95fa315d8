/** The page of a kernel: adds what takes a while to find out, the space of each generation and whether it is in use. */
import { formatSize } from '../shared/format.js';
import { type GenerationSpace, isSpace } from '../shared/kernels/generation-view.js';
import { all, setText } from './shared/elements.js';
import { jsonOf } from './shared/session.js';

const words = { here: 'In use', perhaps: 'May be in use' };

void showSpace();

async function showSpace(): Promise<void> {
  const [section] = all('[data-space-url]', HTMLElement);
  const url = section?.dataset.spaceUrl;
  if (!url) return;
  // Measuring takes seconds.
  showFreed('…');
  const answer = await fetch(url).catch(() => undefined);
  const found = answer?.ok ? await jsonOf(answer, isSpace) : undefined;
  if (!found) return showFreed('');
  for (const row of all('[data-generation]', HTMLElement)) {
    const space = found.generations[row.dataset.generation ?? ''];
    if (space) showRow(row, space);
  }
  for (const place of all('.freed-by-removal', HTMLElement)) {
    setText(place, `Removing the kernel frees ${formatSize(found.all)}.`);
    place.hidden = false;
  }
}

function showFreed(text: string): void {
  for (const place of all('.generations .freed', HTMLElement)) setText(place, text);
}

function showRow(row: HTMLElement, { bytes, freed, use }: GenerationSpace): void {
  setText(row.querySelector('.size'), formatSize(bytes));
  setText(row.querySelector('.freed'), formatSize(freed));
  const badge = row.querySelector('.use');
  if (use === 'none' || !(badge instanceof HTMLElement)) return;
  setText(badge, words[use]);
  badge.hidden = false;
}
