/** Shows the packages that were read as chips below their text. */

import type { Chip, ChipChoice } from '../../shared/form/understood.js';
import { count } from '../../shared/format.js';
import { all, byId, findById, make, setText } from '../shared/elements.js';
import { sentenceNodes } from '../shared/rich-text.js';
import { addLines, withChoice, withoutChip, withoutLine } from './fields/package-text.js';

/** What was found about a package after the text was read. */
export interface Mark {
  /** The package's normalised name. */
  name: string;
  text: string;
  tone: 'note' | 'warning';
  /** The whole sentence, on hover. */
  about?: string;
}

/** The marks of packages without a wheel. */
export function compiledMarks(names: readonly string[]): Mark[] {
  const about = 'The index has no wheel for this Python, so the build compiles it';
  return names.map((name) => ({ name, text: 'will be compiled', tone: 'warning', about }));
}

export class Chips {
  private readonly list = byId('chips', HTMLElement);
  private readonly marks = new Map<string, readonly Mark[]>();
  private readonly choices = byId('text_choices', HTMLInputElement);
  private shown = '';

  constructor(private readonly text: HTMLTextAreaElement) {}

  show(chips: readonly Chip[]): void {
    const key = JSON.stringify(chips);
    if (key === this.shown) return;
    this.shown = key;
    const focused = this.buttons.findIndex((button) => button.matches(':focus'));
    const { shown, folded } = foldedChips(chips);
    const more = folded.length > 0 ? [this.foldElement(folded)] : [];
    this.list.replaceChildren(...shown.map((chip) => this.element(chip)), ...more);
    this.showMarks();
    if (focused >= 0) (this.buttons.at(Math.min(focused, this.buttons.length - 1)) ?? this.text).focus();
    byId('understood', HTMLElement).hidden = chips.length === 0;
    const words = understoodWords(chips);
    setText(byId('understood-words', HTMLElement), words);
    setText(byId('understood-live', HTMLElement), words);
  }

  /** Shows marks at their packages, instead of the earlier ones from the same origin. */
  mark(origin: string, marks: readonly Mark[]): void {
    this.marks.set(origin, marks);
    this.showMarks();
  }

  private showMarks(): void {
    const marks = [...this.marks.values()].flat();
    for (const chip of all('[data-package]', HTMLElement, this.list)) {
      const own = marks.filter(({ name }) => name === chip.dataset.package);
      const key = JSON.stringify(own);
      if (chip.dataset.marks === key) continue;
      chip.dataset.marks = key;
      for (const old of all('.chip-mark', HTMLElement, chip)) old.remove();
      const label = chip.querySelector('.chip-label');
      label?.after(...own.map((mark) => markElement(mark)));
    }
  }

  private get buttons(): HTMLButtonElement[] {
    return [...this.list.querySelectorAll('button')];
  }

  /** It stays open while the text changes. */
  private foldElement(chips: readonly Chip[]): HTMLElement {
    const isOpen = this.list.querySelector('details')?.open ?? false;
    const list = make('ul', { class: 'chips' }, ...chips.map((chip) => this.element(chip)));
    const details = make('details', {}, make('summary', {}, foldedWords(chips)), list);
    details.toggleAttribute('open', isOpen);
    return make('li', { class: 'chips-more' }, details);
  }

  private element(chip: Chip): HTMLElement {
    const element = make('li', {
      class: `chip chip-${chip.kind}`,
      ...(chip.origin && { title: chip.origin }),
      ...(chip.package && { 'data-package': chip.package }),
    });
    element.append(make('span', { class: 'chip-label', dir: 'auto' }, ...sentenceNodes(chip.label)));
    if (chip.about) element.append(make('span', { class: 'chip-about' }, chip.about));
    const control = this.controlOf(chip);
    if (control && !control.readOnly && withoutChip(control.value, chip) !== undefined)
      element.append(this.removeButton(chip, control));
    if (chip.undo) element.append(this.undoButton(chip, chip.undo));
    if (!this.text.readOnly)
      element.append(...(chip.choices ?? []).map((choice) => this.choiceButton(choice)));
    return element;
  }

  /** The field with the text of a chip. */
  private controlOf({ kind, field }: Chip): HTMLTextAreaElement | undefined {
    if (kind === 'package' || kind === 'module' || kind === 'variable') return this.text;
    return field === undefined ? undefined : findById(field, HTMLTextAreaElement);
  }

  private choiceButton(choice: ChipChoice): HTMLElement {
    const button = make('button', { type: 'button', class: 'chip-choice' }, choice.label);
    button.addEventListener('click', () => {
      if ('choose' in choice) this.choices.value = addLines(this.choices.value, choice.choose);
      else this.text.value = withChoice(this.text.value, choice);
      this.text.dispatchEvent(new Event('input', { bubbles: true }));
    });
    return button;
  }

  private undoButton({ label }: Chip, choice: string): HTMLElement {
    const button = make(
      'button',
      { type: 'button', class: 'chip-choice', 'aria-label': `Undo: ${label}` },
      'Undo',
    );
    button.addEventListener('click', () => {
      this.choices.value = withoutLine(this.choices.value, choice);
      this.text.dispatchEvent(new Event('input', { bubbles: true }));
    });
    return button;
  }

  private removeButton(chip: Chip, control: HTMLTextAreaElement): HTMLElement {
    const label = `Remove ${chip.label}`;
    const button = make('button', { type: 'button', class: 'chip-remove', 'aria-label': label }, '×');
    button.addEventListener('click', () => {
      control.value = withoutChip(control.value, chip) ?? control.value;
      control.dispatchEvent(new Event('input', { bubbles: true }));
    });
    return button;
  }
}

function markElement({ text, tone, about }: Mark): HTMLElement {
  return make('span', { class: `chip-mark chip-mark-${tone}`, ...(about && { title: about }) }, text);
}

/** `3 packages, 2 lines to decide on, 1 line not understood`. */
export function understoodWords(chips: readonly Chip[]): string {
  const packages = chips.filter(({ kind }) => kind.endsWith('package')).length;
  const problems = chips.filter(({ kind, decide }) => kind === 'problem' && !decide).length;
  const decisions = chips.filter(({ decide }) => decide).length;
  const parts = [
    ...(packages > 0 ? [count(packages, 'package')] : []),
    ...(decisions > 0 ? [`${count(decisions, 'line')} to decide on`] : []),
    ...(problems > 0 ? [`${count(problems, 'line')} not understood`] : []),
  ];
  return parts.join(', ');
}

// As many as can be read at a glance.
const UNFOLDED_MOST = 6;

/** What a long text was read without is folded, unless it can be undone. */
export function foldedChips(chips: readonly Chip[]): { shown: readonly Chip[]; folded: readonly Chip[] } {
  const isQuiet = ({ kind, undo }: Chip) => (kind === 'left-out' || kind === 'note') && !undo;
  const folded = chips.filter(isQuiet);
  if (folded.length <= UNFOLDED_MOST) return { shown: chips, folded: [] };
  return { shown: chips.filter((chip) => !isQuiet(chip)), folded };
}

/** `13 parts of the text left out, 1 note`. */
function foldedWords(chips: readonly Chip[]): string {
  const left = chips.filter(({ kind }) => kind === 'left-out').length;
  const parts = [
    ...(left > 0 ? [`${count(left, 'part')} of the text left out`] : []),
    ...(chips.length > left ? [count(chips.length - left, 'note')] : []),
  ];
  return parts.join(', ');
}
