/** The page *Update* of a kernel: shows the packages that were read while a person types, and the chosen notebook. */
import { isReadTexts } from '../shared/form/form-shapes.js';
import { Chips } from './create/chips.js';
import { chosenFiles, fileProblems, sizeLimit } from './create/fields/file-problems.js';
import { askAbout } from './create/form/form-request.js';
import { showFieldProblem } from './create/problems.js';
import { showChosenNotebook } from './create/run-notebook.js';
import { debounced } from './shared/debounce.js';
import { byId, findById } from './shared/elements.js';

// The form is sent to the server after this pause in typing, in milliseconds.
const PAUSE = 300;

const text = byId('kernel_packages', HTMLTextAreaElement);
const form = byId('update-form', HTMLFormElement);
// The site may hide it.
const file = findById('upload', HTMLInputElement);
const chips = new Chips(text);

let request = new AbortController();

const understand = async (): Promise<void> => {
  request.abort();
  request = new AbortController();
  const url = form.dataset.understandUrl ?? '';
  const understood = await askAbout(form, url, isReadTexts, request.signal);
  if (!understood) return;
  chips.show(understood.chips);
  showChosenNotebook(understood);
  if (!file) return;
  const problems = [...fileProblems(chosenFiles(form), sizeLimit(form)), ...understood.problems];
  showFieldProblem(
    'upload',
    problems.find(({ field }) => field === 'upload'),
  );
};
const understandSoon = debounced(() => void understand(), PAUSE);

text.addEventListener('input', understandSoon);
file?.addEventListener('change', understandSoon);
if (text.value.trim() !== '') void understand();

const names = byId('upgrade-names', HTMLInputElement);
names.addEventListener('input', () => {
  byId('upgrade-some', HTMLInputElement).checked = true;
});
