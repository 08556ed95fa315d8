/** The form: says while one types what is understood, what is wrong, and what will be made. */
import type { Understood } from '../shared/view-models.js';
import { Asking } from './create/ask.js';
import { Chips } from './create/chips.js';
import { keepDraft, markDraftSent, restoreDraft } from './create/draft.js';
import { startFiles } from './create/files.js';
import { startKnownNames } from './create/known-names.js';
import { followLanguage } from './create/language-choices.js';
import { addLines } from './create/package-text.js';
import { hideAllProblems, showAllProblems, showFieldProblems, startProblemLinks } from './create/problems.js';
import { startSending } from './create/send.js';
import { showSummary } from './create/summary.js';
import { debounced } from './shared/debounce.js';
import { all, byId } from './shared/elements.js';

// A pause in typing, in milliseconds, after which the server is asked.
const PAUSE = 300;

const form = byId('create-form', HTMLFormElement);
const text = byId('kernel_packages', HTMLTextAreaElement);
const hasPreset = form.elements.namedItem('preset_id') !== null;
const isFresh = !hasPreset && location.search === '' && byId('problems', HTMLElement).hidden;
const asking = new Asking(form);
const chips = new Chips(text);
/** The fields that a person has been to and left. */
const visited = new Set<string>();

const show = (understood: Understood) => {
  chips.show(understood.chips);
  showSummary(understood);
};
const showProblems = ({ problems }: Understood) => {
  showFieldProblems(problems, (id) => visited.has(id));
  if (problems.length === 0) hideAllProblems();
};
/** Problems wait until something is typed: before, those that the server told of the form's sending stand there. */
const understand = async ({ typed }: { typed: boolean }) => {
  const understood = await asking.ask();
  if (!understood) return;
  show(understood);
  if (typed) showProblems(understood);
};
const understandSoon = debounced(() => void understand({ typed: true }), PAUSE);

form.noValidate = true;
followLanguage(form);
if (isFresh) restoreDraft(form);
form.addEventListener('input', () => {
  // What a preset filled in would come up again where a person begins without it.
  if (!hasPreset) keepDraft(form);
  understandSoon();
});
form.addEventListener('change', ({ target }) => {
  if (target instanceof HTMLElement) visited.add(target.id);
  understandSoon();
});
form.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
    form.requestSubmit(byId('create-button', HTMLButtonElement));
});
startFiles(text);
startKnownNames();
startProblemLinks();
startSending(form, {
  ask: () => asking.ask(),
  refuse: (understood) => {
    for (const { field } of understood.problems) visited.add(field ?? '');
    show(understood);
    showProblems(understood);
    showAllProblems(understood.problems);
  },
  sending: (button) => {
    if (button?.id === 'create-button') markDraftSent();
  },
});
for (const button of all('.example-use', HTMLButtonElement)) {
  button.hidden = false;
  button.addEventListener('click', () => {
    text.value = addLines(
      text.value,
      document.getElementById(button.dataset.example ?? '')?.textContent ?? '',
    );
    text.dispatchEvent(new Event('input', { bubbles: true }));
    text.focus();
  });
}
for (const note of all('.needs-script', HTMLElement)) note.hidden = false;
void understand({ typed: false });
