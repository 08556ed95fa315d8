/** Updates the list of lines on the page from the window, in few large changes. */
import { lineElement } from './line-element.js';
import type { LogWindow, WindowLine } from './log-window.js';

/** Returns the lines with new elements. */
export function paintLines(list: HTMLElement, window: LogWindow): WindowLine[] {
  const changed = window.takeChanged();
  const lines = window.lines;
  dropOutside(list, lines);
  const [first, last] = [lineOf(list.firstElementChild), lineOf(list.lastElementChild)];
  const before = lines.filter(({ line }) => line < first);
  const within = lines.filter(({ line }) => first <= line && line <= last && changed.has(line));
  const after = lines.filter(({ line }) => line > last);
  list.prepend(fragmentOf(before));
  for (const line of within) document.getElementById(`L${line.line}`)?.replaceWith(lineElement(line));
  list.append(fragmentOf(after));
  return [...before, ...within, ...after];
}

function dropOutside(list: HTMLElement, lines: readonly WindowLine[]): void {
  const [first, last] = [lines[0]?.line ?? 0, lines.at(-1)?.line ?? 0];
  const shown = [...list.children].map(lineOf);
  const from = shown.findIndex((line) => line >= first && line <= last);
  if (from < 0) {
    list.replaceChildren();
    return;
  }
  const to = shown.findLastIndex((line) => line <= last) + 1;
  cut(list, to, shown.length);
  cut(list, 0, from);
}

/** Removes adjacent lines at once. */
function cut(list: HTMLElement, from: number, to: number): void {
  const [first, last] = [list.children[from], list.children[to - 1]];
  if (!first || !last || from >= to) return;
  const range = document.createRange();
  range.setStartBefore(first);
  range.setEndAfter(last);
  range.deleteContents();
}

function fragmentOf(lines: readonly WindowLine[]): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...lines.map(lineElement));
  return fragment;
}

/** 0 for an empty list: every line comes after it. */
function lineOf(element: Element | null): number {
  return element instanceof HTMLElement ? Number(element.dataset.line) : 0;
}
