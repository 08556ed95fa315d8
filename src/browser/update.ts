/** The page *Update* of a kernel: shows the packages that were read while a person types. */
import { Chips } from './create/chips.js';
import { FormCheck } from './create/form/form-check.js';
import { debounced } from './shared/debounce.js';
import { byId } from './shared/elements.js';

// The form is sent to the server after this pause in typing, in milliseconds.
const PAUSE = 300;

const text = byId('kernel_packages', HTMLTextAreaElement);
const formCheck = new FormCheck(byId('update-form', HTMLFormElement));
const chips = new Chips(text);

const understand = async (): Promise<void> => {
  const understood = await formCheck.run();
  if (understood) chips.show(understood.chips);
};
const understandSoon = debounced(() => void understand(), PAUSE);

text.addEventListener('input', understandSoon);
if (text.value.trim() !== '') void understand();

const names = byId('upgrade-names', HTMLInputElement);
names.addEventListener('input', () => {
  byId('upgrade-some', HTMLInputElement).checked = true;
});
