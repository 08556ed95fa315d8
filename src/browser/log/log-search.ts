/** The search box of the log: marks all matches in the loaded lines and moves between them. */
import { byId, setText } from '../shared/elements.js';
import { markLine } from './line-element.js';
import type { LogPane } from './log-pane.js';
import type { WindowLine } from './log-window.js';
import { findMatches, type Match } from './search.js';

export class LogSearch {
  private readonly box = byId('log-search', HTMLInputElement);
  private readonly count = byId('log-matches', HTMLElement);
  private matches: Match[] = [];
  private chosen: Match | undefined;

  constructor(private readonly pane: LogPane) {
    this.box.addEventListener('input', () => this.search());
    this.box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.go(event.shiftKey ? -1 : 1);
    });
    byId('log-next', HTMLButtonElement).addEventListener('click', () => this.go(1));
    byId('log-previous', HTMLButtonElement).addEventListener('click', () => this.go(-1));
  }

  /** Marks the matches in new elements. */
  refresh(fresh: readonly WindowLine[]): void {
    if (this.box.value === '' || fresh.length === 0) return;
    const { chosen } = this;
    this.matches = findMatches(this.pane.lines, this.box.value);
    this.chosen = this.matches.find(({ line, start }) => line === chosen?.line && start === chosen.start);
    this.mark(fresh.map(({ line }) => line));
    this.showCount();
  }

  private search(): void {
    const before = this.matches.map(({ line }) => line);
    this.matches = findMatches(this.pane.lines, this.box.value);
    this.chosen = undefined;
    this.mark([...before, ...this.matches.map(({ line }) => line)]);
    this.showCount();
  }

  /** Moves to the next or previous match. The first move goes to the last match, since readers are mostly at the end. */
  private go(step: 1 | -1): void {
    const before = this.chosen;
    const at = before ? this.matches.indexOf(before) + step : -1;
    this.chosen = this.matches.at(at % this.matches.length);
    if (!this.chosen) return;
    this.mark([before?.line ?? 0, this.chosen.line]);
    this.pane.scrollToLine(this.chosen.line);
    this.showCount();
  }

  private mark(numbers: readonly number[]): void {
    const wanted = new Set(numbers);
    const byLine = new Map<number, Match[]>();
    for (const match of this.matches) byLine.set(match.line, [...(byLine.get(match.line) ?? []), match]);
    for (const { line, runs } of this.pane.lines) {
      const element = wanted.has(line) && this.pane.element(line);
      if (element) markLine(element, runs, byLine.get(line) ?? [], this.chosen);
    }
  }

  private showCount(): void {
    const { length } = this.matches;
    const at = this.chosen ? `${this.matches.indexOf(this.chosen) + 1} of ` : '';
    setText(this.count, this.box.value === '' ? '' : length === 0 ? 'None' : `${at}${length}`);
  }
}
