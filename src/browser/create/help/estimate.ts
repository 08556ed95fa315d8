/** Shows what the kernel will take: packages, sizes and time, from the package manager's dry run. */

import type { AboutPackages, Estimate } from '../../../shared/form/package-facts.js';
import type { Summary } from '../../../shared/form/understood.js';
import { sentence } from '../../../shared/format.js';
import { byId, findById, make, setText } from '../../shared/elements.js';
import { setSentence } from '../../shared/rich-text.js';
import { estimateWords, isInNotes, remarks } from './estimate-words.js';
import { replaceButton } from './replace-button.js';

/** The figures are about an older form until the next answer. */
export function showEstimateBusy(): void {
  rowOf()?.setAttribute('aria-busy', 'true');
}

export function showEstimate(
  estimate: Estimate,
  summary: Summary | undefined,
  text: HTMLTextAreaElement,
  about: AboutPackages | undefined,
): void {
  const row = rowOf();
  row?.setAttribute('aria-busy', 'false');
  setText(row, estimateWords(estimate));
  if (estimate.kind === 'known') setText(byId('summary-language', HTMLElement), estimate.language);
  const list = byId('summary-estimate-more', HTMLElement);
  list.replaceChildren(...remarks(estimate, summary).map(sentenceItem));
  list.hidden = list.childElementCount === 0;
  showSolveProblem(estimate, text, about);
}

/** Absent where the site does not want the dry run. */
function rowOf(): HTMLElement | undefined {
  return findById('summary-estimate', HTMLElement);
}

/** Shows why the packages cannot be installed together, unless the notes of the index say it already. */
export function showSolveProblem(
  estimate: Estimate,
  text: HTMLTextAreaElement,
  about: AboutPackages | undefined,
): void {
  const note = byId('solve-problem', HTMLElement);
  note.hidden = estimate.kind !== 'problem' || isInNotes(estimate, about);
  if (estimate.kind !== 'problem') return;
  const { problem, next } = estimate;
  setSentence(
    byId('solve-problem-words', HTMLElement),
    `${sentence(problem.message)} ${sentence(problem.hint)}`,
  );
  const steps = text.readOnly ? [] : next.flatMap((step) => step.package ?? []);
  byId('solve-problem-steps', HTMLElement).replaceChildren(
    ...steps.map(({ from, to }) => replaceButton(text, from, to)),
  );
}

function sentenceItem(words: string): HTMLElement {
  const item = make('li');
  setSentence(item, words);
  return item;
}
