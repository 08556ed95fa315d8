/** The log on the page: shows a window of it, follows its end, and fetches the part that the reader looks at. */
import type { StepState } from '../../shared/builds/build-state.js';
import { byId } from '../shared/elements.js';
import { throttled } from '../shared/throttle.js';
import { readLine } from './line-element.js';
import { LogHeadings } from './log-headings.js';
import { paintLines } from './log-list.js';
import { LogScale } from './log-scale.js';
import { LogSections } from './log-sections.js';
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
  /** The number of lines of the log so far. */
  total: number;
  read: ReadPiece;
  /** Called with the lines that have new elements. */
  onPainted: (fresh: readonly WindowLine[]) => void;
}

export class LogPane {
  readonly list = byId('log-lines', HTMLElement);
  private readonly view = byId('log-view', HTMLElement);
  private readonly empty = byId('log-empty', HTMLElement);
  private readonly followBox = byId('log-follow', HTMLInputElement);
  private readonly sections = new LogSections();
  private readonly scale = new LogScale(this.view, this.list, this.sections);
  private readonly headings = new LogHeadings(this.list, this.sections, (section) => {
    this.sections.toggle(section);
    this.folded(section.first);
  });
  private readonly window: LogWindow;
  /** The known end of the journal, and the number of lines before it. */
  private journalEnd: number;
  private lineCount: number;
  private fetching = false;
  private lastTop = 0;
  private readonly schedule = throttled(() => this.paint(), PAINT_EVERY);

  constructor(private readonly options: LogPaneOptions) {
    const { start, end, total } = options;
    const lines = [...this.list.children].filter((each) => each instanceof HTMLElement).map(readLine);
    this.window = new LogWindow({ start, end, lines });
    this.window.takeChanged();
    this.journalEnd = end;
    this.lineCount = Math.max(total, lines.at(-1)?.line ?? 0);
    // The browser's own scroll anchoring would move the text twice.
    this.view.style.overflowAnchor = 'none';
    this.view.addEventListener('scroll', () => this.scrolled(), { passive: true });
    this.view.addEventListener('keydown', (event) => this.leap(event));
    this.followBox.addEventListener('change', () => this.followChanged());
    this.paint();
    if (lines.length === 0 && start > 0) void this.fetchEarlier();
  }

  get lines(): WindowLine[] {
    return this.window.lines;
  }

  /** The number of lines of the whole log. */
  get total(): number {
    return this.lineCount;
  }

  /** The steps are the sections of the log. */
  setSteps(steps: readonly StepState[]): void {
    this.sections.setSteps(steps);
    this.schedule();
  }

  /** Adds new output. */
  add(piece: Piece): void {
    this.journalEnd = piece.end;
    this.lineCount = Math.max(this.lineCount, piece.lines.at(-1)?.line ?? 0);
    this.window.append(piece, this.followBox.checked ? { most: FOLLOW_LIMIT } : { stay: true });
    this.schedule();
  }

  /** Shows and highlights a line anywhere in the log. */
  async showLine(line: number): Promise<void> {
    await this.scrollToLine(line);
    for (const other of this.list.querySelectorAll('.target')) other.classList.remove('target');
    this.element(line)?.classList.add('target');
    // `:target` is still the line in the address at page load.
    this.list.classList.add('has-target');
  }

  /** Scrolls to a line anywhere in the log, unless it is visible. */
  async scrollToLine(line: number): Promise<void> {
    this.followBox.checked = false;
    const fold = this.sections.foldAt(line);
    if (fold) this.sections.toggle(fold);
    if (!this.element(line)) await this.fetchLine(line);
    else if (fold) this.paint();
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
    const { lines } = this.window;
    this.headings.paint(this.window.end >= this.journalEnd);
    this.scale.show(lines[0]?.line ?? 1, lines.at(-1)?.line ?? this.lineCount, this.lineCount);
    this.empty.hidden = this.list.childElementCount > 0;
    if (fresh.length > 0) this.options.onPainted(fresh);
    if (!kept) this.view.scrollTop = this.view.scrollHeight;
    else this.view.scrollTop += (this.element(kept.line)?.getBoundingClientRect().top ?? kept.top) - kept.top;
    this.lastTop = this.view.scrollTop;
  }

  /** The first visible line and its position. */
  private topLine(): { line: number; top: number } {
    const { top } = this.view.getBoundingClientRect();
    const lines = [...this.list.querySelectorAll<HTMLElement>(':scope > .log-line:not([hidden])')];
    const element = lines.find((each) => each.getBoundingClientRect().bottom > top);
    return { line: Number(element?.dataset.line ?? 0), top: element?.getBoundingClientRect().top ?? 0 };
  }

  /**
   * Scrolling up stops following, so that new lines do not move the text. Scrolling down to the end starts it again. The
   * event of a movement that `paint` has made comes later, perhaps while another part is fetched, and changes neither.
   */
  private scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.view;
    const left = scrollHeight - clientHeight - scrollTop;
    const wentUp = scrollTop < this.lastTop - 1;
    const wentDown = scrollTop > this.lastTop;
    this.lastTop = scrollTop;
    if (wentUp && left > AT_END) this.followBox.checked = false;
    else if (wentDown && left <= AT_END) this.followAtEnd();
    this.fetchNear(wentUp);
  }

  private followAtEnd(): void {
    if (this.window.end >= this.journalEnd) this.followBox.checked = true;
  }

  /** Home and End lead there at once: loading lines would end the browser's own gradual movement. */
  private leap(event: KeyboardEvent): void {
    if ((event.key !== 'Home' && event.key !== 'End') || event.target !== this.view) return;
    event.preventDefault();
    this.view.scrollTo({ top: event.key === 'Home' ? 0 : this.view.scrollHeight, behavior: 'instant' });
  }

  private fetchNear(wentUp: boolean): void {
    const position = this.scale.position();
    const room = this.scale.room();
    if (position !== 'loaded') void this.jumpTo(position.line);
    else if (wentUp && room.above < NEAR) void this.fetchEarlier();
    else if (!wentUp && room.below < NEAR) void this.fetchLater();
  }

  /** Loads the lines around one that the scroll bar has reached. */
  private async jumpTo(line: number): Promise<void> {
    const top = this.view.scrollTop;
    const isEnd = top + this.view.clientHeight >= this.view.scrollHeight - AT_END;
    if (isEnd || line >= this.lineCount) await this.fetchEnd();
    else await this.fetchLine(line);
    if (isEnd) this.followAtEnd();
    if (isEnd) this.view.scrollTop = this.view.scrollHeight;
    else if (line <= 1) this.view.scrollTop = 0;
    else this.view.scrollTop = this.element(line)?.offsetTop ?? this.view.scrollTop;
    this.lastTop = this.view.scrollTop;
  }

  private followChanged(): void {
    if (!this.followBox.checked) return;
    if (this.window.end < this.journalEnd) void this.fetchEnd();
    else this.schedule();
  }

  /** After a section was folded or unfolded: its lines may not be adjacent to the others that are loaded. */
  private folded(first: number): void {
    this.followBox.checked = false;
    const { lines } = this.window;
    const isBroken = lines.some(({ line }, index) => index > 0 && line !== (lines[index - 1]?.line ?? 0) + 1);
    if (isBroken) void this.fetchLine(first);
    else this.paint();
    this.fetchNear(false);
  }

  private fetchEarlier(): Promise<void> {
    const first = this.lines[0]?.line ?? this.lineCount + 1;
    if (this.window.start === 0 || first <= 1) return Promise.resolve();
    const fold = this.sections.foldAt(first - 1);
    return this.fetch(async (read) => {
      const piece = fold && (await this.find(read, Math.max(1, fold.first - 1)));
      this.window.prepend(piece ?? (await read(this.window.start)), { gap: piece !== undefined });
    });
  }

  private fetchLater(): Promise<void> {
    if (this.window.end >= this.journalEnd) return Promise.resolve();
    const fold = this.sections.foldAt((this.lines.at(-1)?.line ?? 0) + 1);
    return this.fetch(async (read) => {
      const piece = fold && fold.last < this.lineCount ? await this.find(read, fold.last + 1) : undefined;
      this.window.append(piece ?? (await readAfter(read, this.window.end)), { gap: piece !== undefined });
    });
  }

  private fetchEnd(): Promise<void> {
    return this.fetch(async (read) => this.window.reset(await read()));
  }

  private fetchLine(line: number): Promise<void> {
    return this.fetch(async (read) => {
      const piece = await this.find(read, line);
      if (piece) this.window.reset(piece);
    });
  }

  private find(read: ReadPiece, line: number): Promise<Piece | undefined> {
    return findPiece(read, line, { offset: this.journalEnd, line: this.lineCount });
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
