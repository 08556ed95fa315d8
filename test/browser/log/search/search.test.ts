import { describe, expect, it } from 'vitest';
import type { WindowLine } from '../../../../src/browser/log/log-window.js';
import { findMatches, markRuns } from '../../../../src/browser/log/search/search.js';
import { parseSgr } from '../../../../src/shared/terminal-colours.js';

const lineOf = (text: string, line = 1): WindowLine => ({
  line,
  step: 's',
  stream: 'stdout',
  runs: parseSgr(text),
});

describe('Searching', () => {
  it.each([
    ['nothing', 'numpy', '', []],
    ['each place', 'a-a-a', 'a', [0, 2, 4]],
    ['whatever the capitals', 'Error: ERROR', 'error', [0, 7]],
    ['what has a meaning in patterns', 'a+b (a+b)', '(a+b)', [4]],
    ['across a change of colour', 'num\x1b[31mpy\x1b[0m', 'numpy', [0]],
    ['where capitals have another length', 'İİ numpy', 'numpy', [3]],
    ['no place', 'numpy', 'scipy', []],
  ])('finds %s: in %j %j', (_, text, wanted, starts) => {
    expect(findMatches([lineOf(text)], wanted).map(({ start }) => start)).toEqual(starts);
  });

  it('goes through the lines in their order', () => {
    const matches = findMatches([lineOf('x', 4), lineOf('y', 5), lineOf('xx', 6)], 'x');
    expect(matches.map(({ line }) => line)).toEqual([4, 6, 6]);
  });
});

describe('Marking', () => {
  it('cuts runs where a match begins and ends, and keeps every character and colour', () => {
    const { runs } = lineOf('see num\x1b[31mpy 2\x1b[0m');
    const [match] = findMatches([lineOf('see num\x1b[31mpy 2\x1b[0m')], 'numpy');
    if (!match) throw new Error('no match');
    expect(markRuns(runs, [match])).toEqual([
      { text: 'see ', classes: '' },
      { text: 'num', classes: '', match },
      { text: 'py', classes: 'sgr-red', match },
      { text: ' 2', classes: 'sgr-red' },
    ]);
  });

  it('keeps neighbouring matches apart', () => {
    const { runs } = lineOf('aa');
    const matches = findMatches([lineOf('aa')], 'a');
    expect(markRuns(runs, matches).map(({ match }) => match?.start)).toEqual([0, 1]);
  });

  it('changes nothing without a match', () => {
    const { runs } = lineOf('\x1b[1mbold\x1b[0m text');
    expect(markRuns(runs, [])).toEqual(runs);
  });
});
