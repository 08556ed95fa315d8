/** The log on the page: shows a window of it, follows its end, and fetches other parts as the reader scrolls. */
import { byId } from '../shared/elements.js';
import { throttled } from '../shared/throttle.js';
import { readLine } from './line-element.js';
import { paintLines } from './log-list.js';
import { findPiece, type ReadPiece, readAfter } from './log-source.js';
import { FOLLOW_LIMIT, LogWindow, type Piece, type WindowLine } from './log-window.js';

const PAINT_EVERY = 100;
// Nearer to an edge than this, in pixels, the next lines are fetched.
const NEAR = 400;
const AT_END = 4;

export interface LogPaneOptions {
  /** The offsets of the lines that the server rendered. */
  start: number;
  end: number;
  read: ReadPiece;
  /** Called with the lines that have new elements. */
  onPainted: (fresh: readonly WindowLine[]) => void;
}

export class LogPane {
  readonly list = byId('log-lines', HTMLElement);
  private readonly view = byId('log-view', HTMLElement);
  private readonly earlier = byId('log-earlier', HTMLButtonElement);
  private readonly empty = byId('log-empty', HTMLElement);
  private readonly followBox = byId('log-follow', HTMLInputElement);
  private readonly window: LogWindow;
  /** The known end of the journal. */
  private journalEnd: number;
  private fetching = false;
  private lastTop = 0;
  private readonly schedule = throttled(() => this.paint(), PAINT_EVERY);

  constructor(private readonly options: LogPaneOptions) {
    const { start, end } = options;
    const lines = [...this.list.children].filter((each) => each instanceof HTMLElement).map(readLine);
    this.window = new LogWindow({ start, end, lines });
    this.window.takeChanged();
    this.journalEnd = end;
    // The browser's own scroll anchoring would move the text twice.
    this.view.style.overflowAnchor = 'none';
    this.earlier.addEventListener('click', () => void this.fetchEarlier());
    this.view.addEventListener('scroll', () => this.scrolled(), { passive: true });
    this.followBox.addEventListener('change', () => this.followChanged());
    this.paint();
    if (lines.length === 0 && start > 0) void this.fetchEarlier();
  }

  get lines(): WindowLine[] {
    return this.window.lines;
  }

  /** Adds new output. */
  add(piece: Piece): void {
    this.journalEnd = piece.end;
    this.window.append(piece, this.followBox.checked ? { most: FOLLOW_LIMIT } : { stay: true });
    this.schedule();
  }

  /** Shows and highlights a line anywhere in the log. */
  async showLine(line: number): Promise<void> {
    this.followBox.checked = false;
    if (!this.element(line)) await this.fetchLine(line);
    for (const other of this.list.querySelectorAll('.target')) other.classList.remove('target');
    this.element(line)?.classList.add('target');
    // `:target` is still the line in the address at page load.
    this.list.classList.add('has-target');
    this.scrollToLine(line);
  }

  /** Scrolls to a line on the page, unless it is visible. */
  scrollToLine(line: number): void {
    this.followBox.checked = false;
    const element = this.element(line);
    if (element && !isInside(element, this.view)) element.scrollIntoView({ block: 'center' });
    this.lastTop = this.view.scrollTop;
  }

  /** The element of a line, if it is on the page. */
  element(line: number): HTMLElement | null {
    return document.getElementById(`L${line}`);
  }

  private paint(): void {
    const kept = this.followBox.checked ? undefined : this.topLine();
    const fresh = paintLines(this.list, this.window);
    this.earlier.hidden = (this.window.lines[0]?.line ?? 1) <= 1 || this.window.start === 0;
    this.empty.hidden = this.list.childElementCount > 0;
    if (fresh.length > 0) this.options.onPainted(fresh);
    if (!kept) this.view.scrollTop = this.view.scrollHeight;
    else this.view.scrollTop += (this.element(kept.line)?.getBoundingClientRect().top ?? kept.top) - kept.top;
    this.lastTop = this.view.scrollTop;
  }

  /** The first visible line and its position. */
  private topLine(): { line: number; top: number } {
    const { top } = this.view.getBoundingClientRect();
    const element = [...this.list.children].find((each) => each.getBoundingClientRect().bottom > top);
    const line = element instanceof HTMLElement ? Number(element.dataset.line) : 0;
    return { line, top: element?.getBoundingClientRect().top ?? 0 };
  }

  /** Scrolling up stops following, so that new lines do not move the text. Scrolling to the end starts it again. */
  private scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.view;
    const left = scrollHeight - clientHeight - scrollTop;
    const wentUp = scrollTop < this.lastTop - 1;
    this.lastTop = scrollTop;
    if (wentUp && left > AT_END) this.followBox.checked = false;
    else if (left <= AT_END && this.window.end >= this.journalEnd) this.followBox.checked = true;
    if (wentUp && scrollTop < NEAR) void this.fetchEarlier();
    else if (!wentUp && left < NEAR) void this.fetchLater();
  }

  private followChanged(): void {
    if (!this.followBox.checked) return;
    if (this.window.end < this.journalEnd) void this.fetchEnd();
    else this.schedule();
  }

  private fetchEarlier(): Promise<void> {
    if (this.earlier.hidden && this.list.childElementCount > 0) return Promise.resolve();
    return this.fetch(async (read) => this.window.prepend(await read(this.window.start)));
  }

  private fetchLater(): Promise<void> {
    if (this.window.end >= this.journalEnd) return Promise.resolve();
    return this.fetch(async (read) => this.window.append(await readAfter(read, this.window.end)));
  }

  private fetchEnd(): Promise<void> {
    return this.fetch(async (read) => this.window.reset(await read()));
  }

  private fetchLine(line: number): Promise<void> {
    return this.fetch(async (read) => {
      const end = { offset: this.journalEnd, line: this.lines.at(-1)?.line ?? 1 };
      const piece = await findPiece(read, line, end);
      if (piece) this.window.reset(piece);
    });
  }

  /** Runs one request at a time. A failed one is repeated when the reader scrolls again. */
  private async fetch(change: (read: ReadPiece) => Promise<void>): Promise<void> {
    if (this.fetching) return;
    this.fetching = true;
    try {
      await change(this.options.read);
      this.paint();
    } catch (error) {
      console.warn(error);
    } finally {
      this.fetching = false;
    }
  }
}

function isInside(element: Element, view: Element): boolean {
  const [inner, outer] = [element.getBoundingClientRect(), view.getBoundingClientRect()];
  return inner.top >= Math.max(0, outer.top) && inner.bottom <= Math.min(innerHeight, outer.bottom);
}
