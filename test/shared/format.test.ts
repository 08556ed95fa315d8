import { describe, expect, it } from 'vitest';
import { buildStatuses } from '../../src/shared/builds/build-events.js';
import {
  buildTitle,
  compareText,
  count,
  exactTime,
  formatAgo,
  formatDownload,
  formatDuration,
  formatElapsed,
  formatSeconds,
  formatSize,
  groupDigits,
  sentence,
} from '../../src/shared/format.js';

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [999.6, '1.0 kB'],
  [17_000, '17 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [2_440_000, '2.4 MB'],
  [9_960_000, '10 MB'],
  [1_300_000_000, '1.3 GB'],
  [5e18, '5000 PB'],
])('says %d bytes as %s', (bytes, words) => {
  expect(formatSize(bytes)).toBe(words);
});

it.each([
  ['12 MB', [{ size: 12e6 }, {}], []],
  ['nothing, since the package cache has all of them', [{ size: 0 }, { size: 0 }], []],
  ['not known', [{ size: 0 }, {}], []],
  ['nothing, besides packages that are added later', [{ size: 0 }], ['six']],
])('says that a download is %s', (words, packages: { size?: number }[], unresolved) => {
  const download_bytes = packages.reduce((sum, { size = 0 }) => sum + size, 0);
  expect(formatDownload({ packages, unresolved, download_bytes })).toBe(words);
});

it.each([
  [0, '0.0 s'],
  [0.42, '0.4 s'],
  [9.96, '10 s'],
  [59.4, '59 s'],
  [60, '1 min'],
  [185, '3 min 5 s'],
  [3599.4, '59 min 59 s'],
  [3600, '1 h'],
  [7800, '2 h 10 min'],
])('says %d seconds as %s', (seconds, words) => {
  expect(formatSeconds(seconds)).toBe(words);
});

it.each([
  [-3, '0 s'],
  [7.9, '7 s'],
  [59.9, '59 s'],
  [72, '1 min 12 s'],
])('shows a clock at %d seconds as %s', (seconds, words) => {
  expect(formatElapsed(seconds)).toBe(words);
});

describe('How long ago', () => {
  const now = new Date(2026, 7, 3, 14, 5, 9).getTime();
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

  it.each([
    [-minute, 'now'],
    [0, 'now'],
    [2 * minute, '2 min ago'],
    [59.6 * minute, '1 h ago'],
    [5 * hour, '5 h ago'],
    [24 * hour, 'yesterday'],
    [12 * day, '12 days ago'],
    [64 * day, '2026-05-31'],
  ])('is %d milliseconds: %s', (before, words) => {
    expect(formatAgo(now - before, now)).toBe(words);
  });

  it('is exact in the reader’s time zone', () => {
    expect(exactTime(now)).toBe('2026-08-03 14:05:09');
  });
});

it.each([
  [0, '0 packages'],
  [1, '1 package'],
  [14_820, '14,820 packages'],
])('counts %d', (number, words) => {
  expect(count(number, 'package')).toBe(words);
});

it('distinguishes each state in the title of a tab', () => {
  const titles = buildStatuses.map((status) => buildTitle(status, 'gpu'));
  expect(new Set(titles).size).toBe(buildStatuses.length);
  expect(titles).toContain('✓ gpu ready');
});

it.each([
  ['a build that has not begun', { started: 0 }, ''],
  ['one that runs', { started: 1000 }, '4 s'],
  ['one that has ended', { started: 1000, ended: 3400 }, '2.4 s'],
  ['one with a clock that was set back', { started: 1000, ended: 400 }, '0.0 s'],
])('says how long %s took', (_, times, words) => {
  expect(formatDuration(times, 5000)).toBe(words);
});

it.each([
  ['Leave it out', 'Leave it out.'],
  ['Did you mean `numpy`?', 'Did you mean `numpy`?'],
  ['Done.', 'Done.'],
])('ends %j with one mark', (words, ended) => {
  expect(sentence(words)).toBe(ended);
});

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1234567, '1,234,567'],
])('groups the digits of %d', (number, text) => {
  expect(groupDigits(number)).toBe(text);
});

it('orders names whatever their case', () => {
  expect(['b', 'C', 'a', 'A'].sort(compareText)).toEqual(['a', 'A', 'b', 'C']);
});
