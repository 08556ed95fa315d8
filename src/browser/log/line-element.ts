/** Makes the element of a log line, as the view parts/log/log-line.ejs does. */
import type { Run } from '../../shared/terminal-colours.js';
import { make } from '../shared/elements.js';
import type { WindowLine } from './log-window.js';
import { type MarkedRun, type Match, markRuns } from './search/search.js';

export function lineElement({ line, step, stream, runs }: WindowLine): HTMLLIElement {
  const number = `${line}`;
  return make(
    'li',
    {
      id: `L${line}`,
      class: stream === 'stderr' ? 'log-line stderr' : 'log-line',
      'data-line': number,
      'data-step': step,
    },
    make(
      'a',
      { class: 'log-number', href: `#L${line}`, tabindex: '-1', 'aria-label': `Line ${line}` },
      number,
    ),
    make('span', { class: 'log-text' }, ...runs.map(runNode)),
  );
}

/** Reads a line that the server rendered. */
export function readLine(element: HTMLElement): WindowLine {
  const text = element.querySelector('.log-text');
  const runs = [...(text?.childNodes ?? [])].map((node): Run => {
    return { text: node.textContent ?? '', classes: node instanceof Element ? node.className : '' };
  });
  return {
    line: Number(element.dataset.line),
    step: element.dataset.step ?? '',
    stream: element.classList.contains('stderr') ? 'stderr' : 'stdout',
    runs,
  };
}

/** Marks the matches of a line in its element, and removes other marks. */
export function markLine(
  element: Element,
  runs: readonly Run[],
  matches: readonly Match[],
  isChosen: boolean,
): void {
  const nodes = markRuns(runs, matches).map((run) => markedNode(run, isChosen));
  element.querySelector('.log-text')?.replaceChildren(...nodes);
}

function markedNode({ match, ...run }: MarkedRun, isChosen: boolean): Node {
  if (!match) return runNode(run);
  return make('mark', isChosen ? { class: 'current' } : {}, runNode(run));
}

function runNode({ text, classes }: Run): Node {
  return classes ? make('span', { class: classes }, text) : document.createTextNode(text);
}
