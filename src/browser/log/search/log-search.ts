/** The search box of the log: the server searches all of it, and the page marks the matches in the lines that it shows. */
import { type FoundLines, isFoundLines } from '../../../shared/log-search.js';
import { debounced } from '../../shared/debounce.js';
import { byId, setText } from '../../shared/elements.js';
import { jsonOf } from '../../shared/session.js';
import { throttled } from '../../shared/throttle.js';
import { markLine } from '../line-element.js';
import type { LogPane } from '../log-pane.js';
import type { WindowLine } from '../log-window.js';
import { findMatches, type Match } from './search.js';

const TYPING = 150;
// A log that grows is searched again this often, in milliseconds.
const AGAIN = 2000;

const nothing: FoundLines = { count: 0, before: 0, lines: [] };

export class SearchBar {
  private readonly box = byId('log-search', HTMLInputElement);
  private readonly count = byId('log-matches', HTMLElement);
  private found: FoundLines | undefined;
  /** The number of lines of the log when it was searched. */
  private searched = 0;
  /** Which of all matching lines was chosen, counted from 0. */
  private chosen: number | undefined;
  private request = new AbortController();
  private readonly again = throttled(() => void this.search(), AGAIN);

  constructor(
    private readonly url: string,
    private readonly pane: LogPane,
  ) {
    const search = debounced(() => void this.search(), TYPING);
    this.box.addEventListener('input', () => {
      this.found = this.chosen = undefined;
      this.markAll();
      this.showCount();
      search();
    });
    this.box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') void this.go(event.shiftKey ? -1 : 1);
    });
    byId('log-next', HTMLButtonElement).addEventListener('click', () => void this.go(1));
    byId('log-previous', HTMLButtonElement).addEventListener('click', () => void this.go(-1));
  }

  /** Continues after a reload. */
  start(): void {
    if (this.box.value === '') return;
    this.markAll();
    void this.search();
  }

  /** Marks the matches in new elements. */
  refresh(fresh: readonly WindowLine[]): void {
    if (this.box.value === '') return;
    this.mark(fresh);
    if (this.pane.total > this.searched) this.again();
  }

  private async search(near = this.pane.total): Promise<void> {
    this.request.abort();
    if (this.box.value === '') return;
    this.request = new AbortController();
    this.searched = this.pane.total;
    const query = new URLSearchParams({ text: this.box.value, near: String(near) });
    try {
      const response = await fetch(`${this.url}?${query}`, { signal: this.request.signal });
      if (!response.ok) return;
      const found = await jsonOf(response, isFoundLines);
      if (!found) return;
      this.found = found;
      this.showCount();
    } catch {
      // Aborted, or there is no connection: the next search may succeed.
    }
  }

  /** Moves to the next or previous line. The first move goes to the last one, since readers are mostly at the end. */
  private async go(step: 1 | -1): Promise<void> {
    if (!this.found) await this.search();
    const { count } = this.found ?? nothing;
    if (count === 0) return;
    const chosen = this.chosen === undefined ? count - 1 : (this.chosen + step + count) % count;
    const line = this.lineOf(chosen) ?? (await this.fetchLine(chosen));
    if (line === undefined) return;
    const before = this.chosenLine;
    this.chosen = chosen;
    await this.pane.scrollToLine(line);
    this.mark(this.pane.lines.filter((each) => each.line === before || each.line === line));
    this.showCount();
  }

  private get chosenLine(): number | undefined {
    return this.chosen === undefined ? undefined : this.lineOf(this.chosen);
  }

  private lineOf(index: number): number | undefined {
    const { before, lines } = this.found ?? nothing;
    return lines[index - before];
  }

  /** The server sent the matches near another line. */
  private async fetchLine(index: number): Promise<number | undefined> {
    const { before, lines } = this.found ?? nothing;
    const [first = 1, last = 1] = [lines[0], lines.at(-1)];
    const isFar = Math.abs(index - before) > 2 * lines.length;
    const near =
      index >= before ? (isFar ? this.pane.total : last + 1) : isFar || index === 0 ? 1 : first - 1;
    await this.search(near);
    return this.lineOf(index);
  }

  private markAll(): void {
    this.mark(this.pane.lines);
  }

  private mark(lines: readonly WindowLine[]): void {
    const byLine = new Map<number, Match[]>();
    for (const match of findMatches(lines, this.box.value))
      byLine.set(match.line, [...(byLine.get(match.line) ?? []), match]);
    for (const { line, runs } of lines) {
      const element = this.pane.element(line);
      const matches = byLine.get(line) ?? [];
      if (element && (matches.length > 0 || element.querySelector('mark')))
        markLine(element, runs, matches, line === this.chosenLine);
    }
  }

  private showCount(): void {
    const at = this.chosen === undefined ? '' : `${this.chosen + 1} of `;
    const count = this.found?.count ?? '…';
    setText(this.count, this.box.value === '' ? '' : count === 0 ? 'None' : `${at}${count}`);
  }
}
