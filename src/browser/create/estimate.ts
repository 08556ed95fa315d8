/** Shows what the kernel will take: packages, sizes and time, from the package manager's dry run. */
import { sentence } from '../../shared/format.js';
import type { Estimate, Summary } from '../../shared/view-models.js';
import { byId, findById, make, setText } from '../shared/elements.js';
import { setSentence } from '../shared/rich-text.js';
import { estimateWords, remarks } from './estimate-words.js';
import { askAbout } from './form-request.js';
import { withReplacement } from './package-text.js';

// A person has stopped typing: this much after the form was read, in milliseconds.
const PAUSE = 700;

/** Asks after a pause in typing. A change of the form ends the question that the server works on. */
export class EstimateCheck {
  private request = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `shown` gets each answer. */
  constructor(
    private readonly form: HTMLFormElement,
    private readonly text: HTMLTextAreaElement,
    private readonly shown: (estimate: Estimate) => void,
  ) {}

  /** The form changes: what the server works on is about an older one. */
  cancel(): void {
    clearTimeout(this.timer);
    this.request.abort();
    this.row?.setAttribute('aria-busy', 'true');
  }

  askSoon(summary: Summary): void {
    this.cancel();
    const url = this.form.dataset.estimateUrl;
    if (url === undefined) return;
    this.timer = setTimeout(() => void this.ask(url, summary), PAUSE);
  }

  private async ask(url: string, summary: Summary): Promise<void> {
    this.request = new AbortController();
    const { signal } = this.request;
    const estimate = await askAbout<Estimate>(this.form, url, signal);
    if (signal.aborted) return;
    this.row?.setAttribute('aria-busy', 'false');
    if (!estimate || estimate.kind === 'cancelled') return;
    this.show(estimate, summary);
    this.shown(estimate);
  }

  private show(estimate: Estimate, summary: Summary): void {
    setText(this.row, estimateWords(estimate));
    const list = byId('summary-estimate-more', HTMLElement);
    list.replaceChildren(...remarks(estimate, summary).map(sentenceItem));
    list.hidden = list.childElementCount === 0;
    this.showProblem(estimate);
  }

  /** Absent where the site does not want the dry run. */
  private get row(): HTMLElement | undefined {
    return findById('summary-estimate', HTMLElement);
  }

  private showProblem(estimate: Estimate): void {
    const note = byId('solve-problem', HTMLElement);
    note.hidden = estimate.kind !== 'problem';
    if (estimate.kind !== 'problem') return;
    const { problem, next } = estimate;
    setSentence(
      byId('solve-problem-words', HTMLElement),
      `${sentence(problem.message)} ${sentence(problem.hint)}`,
    );
    const steps = this.text.readOnly ? [] : next.flatMap((step) => step.package ?? []);
    byId('solve-problem-steps', HTMLElement).replaceChildren(
      ...steps.map(({ from, to }) => this.replaceButton(from, to)),
    );
  }

  private replaceButton(from: string, to: string): HTMLElement {
    const button = make('button', { type: 'button', class: 'btn btn-sm btn-outline-secondary' }, `Use ${to}`);
    button.addEventListener('click', () => {
      this.text.value = withReplacement(this.text.value, from, to);
      this.text.dispatchEvent(new Event('input', { bubbles: true }));
      this.text.focus();
    });
    return button;
  }
}

function sentenceItem(words: string): HTMLElement {
  const item = make('li');
  setSentence(item, words);
  return item;
}
