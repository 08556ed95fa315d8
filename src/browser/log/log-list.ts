/** Updates the list of lines on the page from the window, in few large changes. */
import { lineElement } from './line-element.js';
import type { LogWindow, WindowLine } from './log-window.js';

/** Returns the lines with new elements. */
export function paintLines(list: HTMLElement, window: LogWindow): WindowLine[] {
  const changed = window.takeChanged();
  const lines = window.lines;
  dropOutside(list, lines);
  const shown = linesOf(list);
  const [first, last] = [lineOf(shown[0]), lineOf(shown.at(-1))];
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
  const elements = linesOf(list);
  const shown = elements.map(lineOf);
  const from = shown.findIndex((line) => line >= first && line <= last);
  if (from < 0) {
    list.replaceChildren();
    return;
  }
  const to = shown.findLastIndex((line) => line <= last) + 1;
  cut(elements.slice(to));
  cut(elements.slice(0, from));
}

/** Removes adjacent lines at once, with the headings between them. */
function cut(elements: readonly Element[]): void {
  const [first, last] = [elements[0], elements.at(-1)];
  if (!first || !last) return;
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

/** The elements of lines; between them are headings. */
function linesOf(list: HTMLElement): Element[] {
  return [...list.querySelectorAll(':scope > .log-line')];
}

/** 0 for an empty list: every line comes after it. */
function lineOf(element: Element | undefined): number {
  return element instanceof HTMLElement ? Number(element.dataset.line) : 0;
}
