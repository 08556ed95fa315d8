import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { searchLog } from '../../../src/builds/journal/search-log.js';
import { makeHome } from '../../support/home.js';
import { logText } from '../../support/log.js';
import { makePastBuild } from '../../support/past-build.js';

const home = makeHome({ shared: true });
const { signal } = new AbortController();

const search = (output: readonly string[], text: string, near = 1) =>
  searchLog(makePastBuild(home, { output }).files, { text, near, signal });

const mixed = [
  'Collecting numpy',
  'see \x1b[31mNum\x1b[0mpy here',
  'numpy numpy NUMPY',
  'stdout of line 5, output',
  'C:\\temp "quoted" \t tab',
  'grüße, Größe',
  '数据 kernel',
  '  {"a": [1, 2]}',
  '\x1b[1;32m31 passed\x1b[0m',
  'a.c is not abc',
  '',
  'C:\\u001b[31m is typed, 47 \x1b[33mis a colour',
  '\tindented \\\\ twice "so"',
  'Σίσυφος \u212aö',
];

describe('A search of the whole log', () => {
  it.each([
    ['numpy', [1, 2, 3]],
    ['NUMPY here', [2]],
    // What the journal has around each line is not part of it.
    ['stdout', [4]],
    ['output', [4]],
    ['"line"', []],
    ['work', []],
    ['31', [9, 12]],
    ['33', []],
    ['47 is', [12]],
    ['mis', []],
    ['is a', [12]],
    ['\\ twice', [13]],
    ['tindented', []],
    ['indented', [13]],
    ['so"', [13]],
    ['u001b', [12]],
    ['m', [1, 2, 3, 5, 12]],
    ['"quoted"', [5]],
    ['C:\\temp', [5]],
    ['\t tab', [5]],
    ['größe', [6]],
    ['数据', [7]],
    // Every letter that is the same in another case, as the page marks them.
    ['ΣΊΣΥΦΟΣ', [14]],
    ['kö', [14]],
    ['}', [8]],
    ['a.c', [10]],
    ['nothing', []],
  ])('finds %j', async (text, lines) => {
    expect(await search(mixed, text)).toEqual({ count: lines.length, before: 0, lines });
  });

  it('counts as grep counts the lines of the downloaded log', async () => {
    const output = Array.from({ length: 20_000 }, (_, index) =>
      index % 7 === 0 ? `\x1b[33mwarning\x1b[0m ${index}` : `compiling ${index}`,
    );
    const { files } = makePastBuild(home, { output });
    const text = await logText(files);
    for (const wanted of ['warning', '77', 'compiling 1', 'g 19999']) {
      const { count } = await searchLog(files, { text: wanted, near: 1, signal });
      const grep = execFileSync('bash', ['-c', 'grep -ciF -- "$0" || true', wanted], { input: text });
      expect({ wanted, count }).toEqual({ wanted, count: Number(grep) });
    }
  });

  it('finds lines of a version that writes the fields in another order', async () => {
    const { files } = makePastBuild(home, { output: ['one numpy'] });
    const moved = { type: 'output', time: 1, text: 'three numpy', line: 3, step: 'work', stream: 'stdout' };
    appendFileSync(files.journal, `${JSON.stringify(moved)}\n`);
    expect((await searchLog(files, { text: 'numpy', near: 1, signal })).lines).toEqual([1, 3]);
  });

  it('finds nothing in a line that was not written to its end', async () => {
    const { files, lines } = makePastBuild(home, { output: ['one numpy', 'two numpy'] });
    const torn = lines.findLast((line) => line.includes('numpy'))?.slice(0, -3) ?? '';
    appendFileSync(files.journal, `${torn.replace(/"line":\d+/, '"line":3')}\n`);
    expect((await searchLog(files, { text: 'numpy', near: 1, signal })).lines).toEqual([1, 2]);
  });

  it('gives the lines around the reader, and says how many come before', async () => {
    const output = Array.from({ length: 9000 }, (_, index) => `line ${index + 1}`);
    const found = await search(output, 'line', 5000);
    expect(found).toMatchObject({ count: 9000, before: 3999 });
    expect([found.lines[0], found.lines.at(-1), found.lines.length]).toEqual([4000, 5999, 2000]);
    expect(await search(output, 'line', 9999)).toMatchObject({ before: 7000 });
  });

  it('sees a progress bar as it ended', async () => {
    const { files, lines } = makePastBuild(home, { output: ['10 % of torch', '50 % of torch', 'other'] });
    const bar = (text: string, line: number, replaces?: true) =>
      JSON.stringify({ type: 'output', time: 1, step: 'work', stream: 'stdout', line, text, replaces });
    appendFileSync(files.journal, [bar('90 % of torch', 2, true), bar('done', 2, true), ''].join('\n'));
    expect(lines.length).toBeGreaterThan(3);
    expect((await searchLog(files, { text: 'torch', near: 1, signal })).lines).toEqual([1]);
    expect((await searchLog(files, { text: 'done', near: 1, signal })).lines).toEqual([2]);
  });

  it('leaves the program time for others, and ends when the reader leaves', async () => {
    const output = Array.from({ length: 100_000 }, (_, index) => `line ${index}`);
    const { files } = makePastBuild(home, { output });
    const reader = new AbortController();
    let turns = 0;
    const turn = () => {
      turns += 1;
      if (turns < 5) setImmediate(turn);
      else reader.abort();
    };
    setImmediate(turn);
    const { count } = await searchLog(files, { text: 'line', near: 1, signal: reader.signal });
    expect(turns).toBe(5);
    expect(count).toBeLessThan(100_000);
  });
});
