/**
 * Suggests packages and versions below the field while a person types: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/.
 * Nothing is chosen unless a person moves to a suggestion, so that typing, pasting and Enter work as without it.
 */

import { isCompletions } from '../../../shared/form/form-shapes.js';
import type { Completion as Option } from '../../../shared/form/package-facts.js';
import { count } from '../../../shared/format.js';
import { make, setText } from '../../shared/elements.js';
import { askAbout } from '../form/form-request.js';
import { type TypedWord, wordAt } from './completion-word.js';

// After a pause in typing, in milliseconds.
const PAUSE = 150;
const TYPED = ['insertText', 'deleteContentBackward', 'insertCompositionText'];

export class CompletionList {
  private readonly list: HTMLElement;
  private readonly live = make('p', { class: 'visually-hidden', 'aria-live': 'polite' });
  private request = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private options: readonly Option[] = [];
  private typed: TypedWord | undefined;
  private active = -1;

  constructor(
    private readonly text: HTMLTextAreaElement,
    private readonly form: HTMLFormElement,
    private readonly url: string,
  ) {
    const id = `${text.id}-options`;
    this.list = make('ul', {
      id,
      role: 'listbox',
      class: 'completions',
      'aria-label': 'Suggestions',
      hidden: '',
    });
    text.after(this.list, this.live);
    text.setAttribute('aria-autocomplete', 'list');
    text.setAttribute('aria-controls', id);
    text.addEventListener('input', (event) => this.onInput(event));
    text.addEventListener('keydown', (event) => this.onKey(event));
    text.addEventListener('blur', () => this.close());
    text.addEventListener('click', () => this.close());
  }

  private onInput(event: Event): void {
    this.close();
    if (!(event instanceof InputEvent) || !TYPED.includes(event.inputType)) return;
    // Not typed: a keyboard or a program has inserted whole words.
    if ((event.data ?? '').length > 1 && !event.isComposing) return;
    this.timer = setTimeout(() => void this.ask(), PAUSE);
  }

  private async ask(): Promise<void> {
    const { text } = this;
    const caret = text.selectionStart;
    const typed = caret === text.selectionEnd ? wordAt(text.value, caret) : undefined;
    if (!typed) return;
    this.request = new AbortController();
    const { signal } = this.request;
    const url = `${this.url}?word=${encodeURIComponent(typed.word)}`;
    const answer = await askAbout(this.form, url, isCompletions, signal);
    if (signal.aborted || document.activeElement !== text) return;
    this.show(typed, answer?.options ?? []);
  }

  private show(typed: TypedWord, options: readonly Option[]): void {
    [this.typed, this.options] = [typed, options];
    const items = options.map(({ text, about }, index) => {
      const id = `${this.list.id}-${index}`;
      const item = make('li', { id, role: 'option', 'aria-selected': 'false' }, text);
      if (about) item.append(make('span', { class: 'quiet' }, ` ${about}`));
      // Before the field loses the focus.
      item.addEventListener('mousedown', (event) => {
        event.preventDefault();
        this.choose(index);
      });
      return item;
    });
    this.list.replaceChildren(...items);
    this.list.hidden = items.length === 0;
    const words = `${count(items.length, 'suggestion')}, from ${options[0]?.text}: the down arrow key selects`;
    setText(this.live, items.length > 0 ? words : '');
  }

  private onKey(event: KeyboardEvent): void {
    if (this.list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.actionOf(event.key);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** Undefined for keys that work as without suggestions. */
  private actionOf(key: string): (() => void) | undefined {
    const last = this.options.length - 1;
    if (key === 'Escape') return () => this.close();
    if (key === 'ArrowDown') return () => this.activate(this.active === last ? -1 : this.active + 1);
    if (this.active < 0) return undefined;
    if (key === 'ArrowUp') return () => this.activate(this.active - 1);
    return key === 'Enter' || key === 'Tab' ? () => this.choose(this.active) : undefined;
  }

  private activate(index: number): void {
    this.active = index;
    for (const [each, item] of [...this.list.children].entries())
      item.setAttribute('aria-selected', String(each === index));
    const item = this.list.children[index];
    if (item) this.text.setAttribute('aria-activedescendant', item.id);
    else this.text.removeAttribute('aria-activedescendant');
  }

  private choose(index: number): void {
    const { typed, text } = this;
    const option = this.options[index];
    this.close();
    if (!typed || !option) return;
    text.setRangeText(option.text, typed.start, typed.start + typed.word.length, 'end');
    text.dispatchEvent(new Event('input', { bubbles: true }));
  }

  private close(): void {
    clearTimeout(this.timer);
    this.request.abort();
    this.activate(-1);
    this.list.hidden = true;
    setText(this.live, '');
  }
}
