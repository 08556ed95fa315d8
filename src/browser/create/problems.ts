/** Shows problems: each at its field, and all of them above the form if it cannot be sent. */
import type { Problem } from '../../base/errors.js';
import { problemsTitle, sentence } from '../../shared/format.js';
import { all, byId, findById, make, setText } from '../shared/elements.js';
import { sentenceNodes, setSentence } from '../shared/rich-text.js';

/** Shows the problems of visited fields and hides those that are fixed. */
export function showFieldProblems(problems: readonly Problem[], visited: (id: string) => boolean): void {
  for (const { dataset } of all('.field[data-field]', HTMLElement)) {
    const id = dataset.field ?? '';
    const problem = problems.find(({ field }) => field === id);
    const note = findById(`${id}-error`, HTMLElement);
    if (note && !(problem && note.hidden && !visited(id))) showFieldProblem(id, problem);
  }
}

/** Shows the problem of one field, or hides the earlier one. */
export function showFieldProblem(id: string, problem: Problem | undefined): void {
  const note = byId(`${id}-error`, HTMLElement);
  note.hidden = !problem;
  if (problem) setSentence(note.querySelector('.field-error-text'), wordsOf(problem));
  markControl(findById(id, HTMLElement), problem && note.id, note.id);
}

function markControl(control: HTMLElement | undefined, problem: string | undefined, note: string): void {
  if (!control) return;
  control.classList.toggle('is-invalid', problem !== undefined);
  const others = (control.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter((id) => id && id !== note);
  const described = [...others, ...(problem ? [problem] : [])].join(' ');
  setAttribute(control, 'aria-invalid', problem && 'true');
  setAttribute(control, 'aria-describedby', described || undefined);
}

function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** Shows all problems above the form, with links to their fields, and moves the focus there. */
export function showAllProblems(problems: readonly Problem[]): void {
  const box = byId('problems', HTMLElement);
  byId('problem-list', HTMLElement).replaceChildren(...problems.map(problemItem));
  setText(byId('problems-title', HTMLElement).lastElementChild, problemsTitle(problems.length));
  box.hidden = false;
  box.focus();
}

export function hideAllProblems(): void {
  byId('problems', HTMLElement).hidden = true;
}

function problemItem({ field, message, hint }: Problem): HTMLElement {
  const isThere = field !== undefined && document.getElementById(field) !== null;
  const words = sentenceNodes(message);
  const shown = isThere
    ? [make('a', { href: `#${field}` }, ...words), '.']
    : sentenceNodes(sentence(message));
  return make('li', {}, ...shown, ' ', ...sentenceNodes(sentence(hint)));
}

function wordsOf({ message, hint }: Problem): string {
  return `${sentence(message)} ${sentence(hint)}`;
}

/** A link to a field moves the focus into it, and unfolds its section. */
export function startProblemLinks(): void {
  byId('problem-list', HTMLElement).addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const control = link && document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    const folded = control.closest('details');
    if (folded) folded.open = true;
    control.focus();
  });
}
