/** Finds text in log lines. Pure. */
import { searchPattern } from '../../../shared/log-search.js';
import type { Run } from '../../../shared/terminal-colours.js';
import type { WindowLine } from '../log-window.js';

/** A match: a line and its range of characters. */
export interface Match {
  line: number;
  start: number;
  end: number;
}

/** All matches of a text, case-insensitive, in the order of the log. */
export function findMatches(lines: readonly WindowLine[], wanted: string): Match[] {
  if (wanted === '') return [];
  const pattern = searchPattern(wanted);
  return lines.flatMap(({ line, runs }) =>
    [...textOf(runs).matchAll(pattern)].map(({ index, 0: { length } }) => ({
      line,
      start: index,
      end: index + length,
    })),
  );
}

export function textOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}

/** A run that is entirely in one match or in none. */
export interface MarkedRun extends Run {
  match?: Match;
}

/** Splits the runs of a line at the edges of its matches. */
export function markRuns(runs: readonly Run[], matches: readonly Match[]): MarkedRun[] {
  let at = 0;
  return runs.flatMap(({ text, classes }) => {
    const start = at;
    at += text.length;
    const inside = matches
      .flatMap((match) => [match.start, match.end])
      .filter((edge) => edge > start && edge < at);
    const edges = [...new Set([start, ...inside, at])];
    return edges.slice(0, -1).map((from, index): MarkedRun => {
      const match = matches.find((each) => each.start <= from && from < each.end);
      return {
        text: text.slice(from - start, (edges[index + 1] ?? at) - start),
        classes,
        ...(match && { match }),
      };
    });
  });
}
