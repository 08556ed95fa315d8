/** The page *Update* of a kernel: shows the packages that were read while a person types. */
import type { Understood } from '../shared/form/understood.js';
import { Chips } from './create/chips.js';
import { askAbout } from './create/form/form-request.js';
import { debounced } from './shared/debounce.js';
import { byId } from './shared/elements.js';

// The form is sent to the server after this pause in typing, in milliseconds.
const PAUSE = 300;

const text = byId('kernel_packages', HTMLTextAreaElement);
const form = byId('update-form', HTMLFormElement);
const chips = new Chips(text);

let request = new AbortController();

const understand = async (): Promise<void> => {
  request.abort();
  request = new AbortController();
  const url = form.dataset.understandUrl ?? '';
  // The page has no other field to show a problem at.
  const understood = await askAbout<Pick<Understood, 'chips'>>(form, url, request.signal);
  if (understood) chips.show(understood.chips);
};
const understandSoon = debounced(() => void understand(), PAUSE);

text.addEventListener('input', understandSoon);
if (text.value.trim() !== '') void understand();

const names = byId('upgrade-names', HTMLInputElement);
names.addEventListener('input', () => {
  byId('upgrade-some', HTMLInputElement).checked = true;
});
