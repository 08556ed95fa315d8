/** The page *Create*: shows the packages that were read, the problems and the summary while a person types. */
import { isAboutPackages, isEstimate } from '../shared/form/form-shapes.js';
import type { AboutPackages, Estimate } from '../shared/form/package-facts.js';
import type { Summary, Understood } from '../shared/form/understood.js';
import { Chips, compiledMarks } from './create/chips.js';
import { startFiles } from './create/fields/files.js';
import { startBases, startRecipeLinks } from './create/fields/fill-from.js';
import { startKnownNames } from './create/fields/known-names.js';
import { followLanguage } from './create/fields/language-choices.js';
import { NameSuggestion } from './create/fields/name-suggestion.js';
import { addLines } from './create/fields/package-text.js';
import { forgetDrafts, keepDraft, markDraftSent, restoreDraft } from './create/form/draft.js';
import { FormCheck } from './create/form/form-check.js';
import { startSending } from './create/form/send.js';
import { packageMarks, showPackageNotes, showVersions } from './create/help/about-packages.js';
import { CompletionList } from './create/help/completion.js';
import { showEstimate, showEstimateBusy, showSolveProblem } from './create/help/estimate.js';
import { startGpuChoice } from './create/help/gpu-choice.js';
import { LaterQuestion } from './create/help/later-question.js';
import { hideAllProblems, showAllProblems, showFieldProblems, startProblemLinks } from './create/problems.js';
import { showNotebook } from './create/run-notebook.js';
import { showSummary } from './create/summary.js';
import { debounced } from './shared/debounce.js';
import { all, byId, make } from './shared/elements.js';

// The form is sent to the server after this pause in typing, in milliseconds.
const PAUSE = 300;

const form = byId('create-form', HTMLFormElement);
const text = byId('kernel_packages', HTMLTextAreaElement);
const name = byId('kernel_name', HTMLInputElement);
// A form with a preset that was sent has lost its address.
const isElsewhere = form.elements.namedItem('preset_id') !== null && !location.search.includes('preset=');
const isSent = form.dataset.sent !== undefined || !byId('problems', HTMLElement).hidden;
const showGpu = startGpuChoice();
const formCheck = new FormCheck(form);
const chips = new Chips(text);
let summary: Summary | undefined;
/** The newest answers about the form as it is now. */
let estimated: Estimate | undefined;
let found: AboutPackages | undefined;
const estimate = new LaterQuestion(form, form.dataset.estimateUrl, isEstimate, (answer) => {
  if (!answer || answer.kind === 'cancelled') return;
  estimated = answer;
  showEstimate(answer, summary, text, found);
  chips.mark('estimate', answer.kind === 'known' ? compiledMarks(answer.compiled) : []);
});
const about = new LaterQuestion(form, form.dataset.aboutUrl, isAboutPackages, (answer) => {
  if (!answer) return;
  chips.mark('about', packageMarks(answer));
  showPackageNotes(answer, text);
  found = answer;
  if (estimated) showSolveProblem(estimated, text, found);
  showVersions(answer);
});
/** The ids of fields that the user has changed. */
const visited = new Set<string>();

const show = (understood: Understood) => {
  showGpu();
  chips.show(understood.chips);
  showSummary(understood);
  showNotebook(understood);
  showServers(understood);
};
const showProblems = ({ problems }: Understood) => {
  showFieldProblems(problems, (id) => visited.has(id));
  if (problems.length === 0) hideAllProblems();
};
/** Before the first key, the page keeps the problems that the server reported for the submitted form. */
const understand = async ({ typed }: { typed: boolean }): Promise<void> => {
  const understood = await formCheck.run();
  if (!understood) return;
  show(understood);
  if (suggestion.show(understood.suggested_name)) return understand({ typed });
  if (typed) showProblems(understood);
  summary = understood.summary;
  estimate.askSoon();
  about.askSoon();
};
const understandSoon = debounced(() => void understand({ typed: true }), PAUSE);

form.noValidate = true;
followLanguage(form);
startServers();
const startOver = byId('start-over', HTMLAnchorElement);
if (!isSent && restoreDraft(form)) startOver.hidden = false;
const suggestion = new NameSuggestion(name);
const keep = () => {
  startOver.hidden = false;
  // A draft with a preset's values would come back on the form without the preset.
  if (!isElsewhere) keepDraft(form, (control) => control !== name || suggestion.isOwn);
};
form.addEventListener('input', () => {
  keep();
  estimate.cancel();
  about.cancel();
  estimated = undefined;
  found = undefined;
  showEstimateBusy();
  understandSoon();
});
startOver.addEventListener('click', forgetDrafts);
form.addEventListener('change', ({ target }) => {
  if (target instanceof HTMLElement) visited.add(target.id);
  understandSoon();
});
form.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
    form.requestSubmit(byId('create-button', HTMLButtonElement));
});
startFiles(form, text);
const { completeUrl } = form.dataset;
if (completeUrl !== undefined && !text.readOnly) new CompletionList(text, form, completeUrl);
const filled = () => {
  keep();
  understandSoon();
};
startRecipeLinks(form, filled);
startBases(form, () => suggestion.isOwn && name.value !== '', filled);
startKnownNames();
startProblemLinks();
startSending(form, {
  check: async () => {
    const understood = await formCheck.runToNewest();
    return suggestion.show(understood?.suggested_name) ? formCheck.runToNewest() : understood;
  },
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

/** The box counts from now on: a disabled field set is not sent. */
function startServers(): void {
  byId('servers', HTMLFieldSetElement).disabled = false;
}

/** Shows the servers that the texts ask for, each of which is left out unless the box is ticked. */
function showServers({ servers }: Pick<Understood, 'servers'>): void {
  byId('servers', HTMLFieldSetElement).hidden = servers.length === 0;
  if (servers.length === 0) return;
  const names = servers.flatMap((name, index) => [...(index > 0 ? [', '] : []), make('code', {}, name)]);
  byId('server-names', HTMLElement).replaceChildren(...names);
}
