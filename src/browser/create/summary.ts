/** Updates the summary while a person types. */

import type { Understood } from '../../shared/form/understood.js';
import { formatFree } from '../../shared/format.js';
import type { Logo } from '../../shared/kernels/kernel-page.js';
import { byId, setText } from '../shared/elements.js';
import { setSentence } from '../shared/rich-text.js';

/** Facts that the form does not give yet. */
const missing: Readonly<Record<string, string>> = {
  name: 'no name yet',
  packages: 'none yet',
  manager: 'none on this site can build this',
};

export function showSummary({ name, display_name, logo, from_index, summary }: Understood): void {
  const { language, test, manager, channels, packages, prefix, free_bytes, quota_bytes, total_bytes } =
    summary;
  const facts = {
    name,
    language,
    manager,
    channels: channels.join(', '),
    prefix,
    packages: packages > 0 ? `${packages}` : '',
  };
  for (const [id, value] of Object.entries(facts))
    setText(byId(`summary-${id}`, HTMLElement), value || (missing[id] ?? ''));
  setText(byId('summary-test', HTMLElement), test);
  const row = byId('summary-channels', HTMLElement).parentElement;
  if (row) row.hidden = channels.length === 0;
  setText(
    byId('summary-free', HTMLElement),
    free_bytes === undefined ? 'the file system does not answer' : formatFree(free_bytes, quota_bytes),
  );
  showMeter(free_bytes, total_bytes);
  byId('summary-facts', HTMLElement).hidden = false;
  byId('name-words', HTMLElement).hidden = name === '';
  setText(byId('slug', HTMLElement), name);
  setText(document.querySelector('#tile-preview .tile-name'), display_name || 'Your kernel');
  showLogo(logo);
  byId('from-index', HTMLElement).hidden = from_index === undefined;
  setSentence(byId('from-index-words', HTMLElement), from_index ?? '');
}

/** Changes the logo that the server has rendered for the first language. */
function showLogo({ letters, background, ink }: Logo): void {
  document.querySelector('#tile-preview rect')?.setAttribute('fill', background);
  const text = document.querySelector('#tile-preview text');
  text?.setAttribute('fill', ink);
  setText(text, letters);
}

function showMeter(free: number | undefined, total: number | undefined): void {
  const meter = byId('summary-meter', HTMLMeterElement);
  meter.hidden = free === undefined || !total;
  if (free !== undefined && total) meter.value = free / total;
}
