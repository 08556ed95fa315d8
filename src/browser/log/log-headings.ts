/** The headings of the log: one for each step, with its command and its time. A click folds its lines. */
import { exactTime, formatSeconds, stepWords } from '../../shared/format.js';
import { make, setText } from '../shared/elements.js';
import { iconNode, sentenceNodes } from '../shared/rich-text.js';
import type { LogSection, LogSections } from './log-sections.js';

export class LogHeadings {
  private readonly elements = new Map<string, HTMLLIElement>();

  constructor(
    private readonly list: HTMLElement,
    private readonly sections: LogSections,
    private readonly toggle: (section: LogSection) => void,
  ) {}

  /** Puts the headings of all sections with lines on the page in their places, and hides folded lines. */
  paint(isAtEnd: boolean): void {
    const lines = [...this.list.querySelectorAll<HTMLElement>(':scope > .log-line')];
    const [first, last] = [numberOf(lines[0]), numberOf(lines.at(-1))];
    let next: HTMLElement | null = null;
    for (const section of this.sections.sections.toReversed()) {
      const heading = this.element(section);
      const isShown =
        section.last >= section.first
          ? section.last >= first && section.first <= last
          : (section.first > first && section.first <= last) || (isAtEnd && section.first > last);
      if (!isShown) {
        heading.remove();
        continue;
      }
      const anchor: HTMLElement | null = firstFrom(lines, section.first) ?? null;
      // Headings of steps without lines come before the next heading.
      const before: HTMLElement | null = next && (!anchor || isBefore(next, anchor)) ? next : anchor;
      if (heading.nextElementSibling !== before || heading.parentElement !== this.list)
        this.list.insertBefore(heading, before);
      next = heading;
      update(heading, section, this.sections.isFolded(section));
    }
    for (const line of lines) {
      const hidden = this.sections.foldAt(numberOf(line)) !== undefined;
      if (line.hidden !== hidden) line.hidden = hidden;
    }
  }

  private element(section: LogSection): HTMLLIElement {
    const { id, title } = section.step;
    const known = this.elements.get(id);
    if (known) return known;
    const button = make(
      'button',
      { type: 'button', 'aria-expanded': 'true' },
      make('span', { class: 'details-mark' }, iconNode('down')),
      make('span', { class: 'heading-title' }, ...sentenceNodes(title)),
      make('code', { class: 'heading-command' }),
      make('span', { class: 'heading-time' }),
    );
    button.addEventListener('click', () => {
      const now = this.sections.sections.find(({ step }) => step.id === id);
      if (now && now.last >= now.first) this.toggle(now);
    });
    const heading = make('li', { class: 'log-heading' }, button);
    this.elements.set(id, heading);
    return heading;
  }
}

function update(heading: HTMLLIElement, { step, first, last }: LogSection, isFolded: boolean): void {
  const [button] = heading.children;
  button?.setAttribute('aria-expanded', String(!isFolded));
  button?.toggleAttribute('disabled', last < first);
  heading.dataset.status = step.status;
  setText(heading.querySelector('.heading-command'), step.command ?? '');
  const clock = step.started === undefined ? '' : exactTime(step.started).slice(11);
  const took = step.seconds === undefined ? stepWords[step.status].word : formatSeconds(step.seconds);
  const lines = last >= first && isFolded ? ` · ${last - first + 1} lines` : '';
  setText(heading.querySelector('.heading-time'), `${clock} · ${took}${lines}`);
}

function numberOf(line: HTMLElement | undefined): number {
  return Number(line?.dataset.line ?? 0);
}

/** The first element of a line with at least this number. */
function firstFrom(lines: readonly HTMLElement[], number: number): HTMLElement | undefined {
  return lines.find((line) => numberOf(line) >= number);
}

function isBefore(a: Node, b: Node): boolean {
  return (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
