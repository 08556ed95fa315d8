/** The empty space above and below the loaded lines, so that the scroll bar means the whole log. */
import { byId } from '../shared/elements.js';
import type { LogSections } from './log-sections.js';

// Browsers limit the height of an element; Firefox to 17 million pixels.
const MOST_HEIGHT = 8_000_000;
// Until a line is on the page. In pixels.
const LINE_HEIGHT = 19.5;

/** Where the reader is: among the loaded lines, or at a line that has to be loaded. */
export type ReaderPosition = 'loaded' | { line: number };

export class LogScale {
  private readonly above = byId('log-above', HTMLElement);
  private readonly below = byId('log-below', HTMLElement);
  private unit = LINE_HEIGHT;

  constructor(
    private readonly view: HTMLElement,
    private readonly list: HTMLElement,
    private readonly sections: LogSections,
  ) {}

  /** `first` and `last` are loaded, of so many lines. */
  show(first: number, last: number, total: number): void {
    const all = this.sections.shownBefore(total + 1);
    this.unit = Math.min(LINE_HEIGHT, MOST_HEIGHT / Math.max(1, all));
    const before = this.sections.shownBefore(first);
    const after = all - this.sections.shownBefore(last + 1);
    this.above.style.height = `${before * this.unit}px`;
    this.below.style.height = `${after * this.unit}px`;
  }

  position(): ReaderPosition {
    const { scrollTop, clientHeight } = this.view;
    const { offsetTop, offsetHeight } = this.list;
    const end = offsetTop + offsetHeight;
    if (scrollTop + clientHeight <= offsetTop) return this.at(scrollTop);
    return scrollTop >= end && this.below.offsetHeight > 0
      ? this.at(this.above.offsetHeight + (this.belowBegins() + (scrollTop - end)))
      : 'loaded';
  }

  /** The pixels between the loaded lines and the edges of the view. */
  room(): { above: number; below: number } {
    const { scrollTop, clientHeight } = this.view;
    const { offsetTop, offsetHeight } = this.list;
    return { above: scrollTop - offsetTop, below: offsetTop + offsetHeight - scrollTop - clientHeight };
  }

  private at(pixels: number): ReaderPosition {
    return { line: this.sections.lineAt(Math.floor(pixels / this.unit)) };
  }

  /** The height that the loaded lines would have in the empty space. */
  private belowBegins(): number {
    const lines = [...this.list.querySelectorAll<HTMLElement>(':scope > .log-line:not([hidden])')];
    return lines.length * this.unit;
  }
}
