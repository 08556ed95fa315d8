import { describe, expect, it } from 'vitest';
import { foldProgress, foldReceived, type Progress } from '../../../src/shared/builds/progress.js';
import { progressText } from '../../../src/shared/builds/step-words.js';

/** One line each second. */
function fold(...lines: string[]): Progress | undefined {
  return lines.reduce<Progress | undefined>(
    (before, text, index) => foldProgress(before, text, index * 1000),
    undefined,
  );
}

const textAfter = (...lines: string[]) => {
  const progress = fold(...lines);
  return progress && progressText(progress, (lines.length - 1) * 1000);
};

const uv = [
  'Resolved 41 packages in 1.2s',
  'Downloading torch (861.0MiB)',
  'Downloading numpy (16.1MiB)',
  ' Downloaded numpy',
  ' Downloaded torch',
  'Prepared 41 packages in 12.1s',
  'Installed 41 packages in 900ms',
];
const pip = [
  'Collecting numpy',
  '  Downloading numpy-2.4.6-cp311-cp311-manylinux_2_28_x86_64.whl (16.9 MB)',
  '     ━━━━━━━━━━━━━━━━ 16.9/16.9 MB 114.6 MB/s eta 0:00:00',
  'Collecting six (from -r requirements.txt (line 2))',
  '  Downloading six-1.17.0-py2.py3-none-any.whl (11 kB)',
  'Installing collected packages: six, numpy',
];

const conda = [
  'The following packages will be downloaded:',
  '    package                    |            build',
  '    ---------------------------|-----------------',
  '    numpy-2.4.6                |  py311h64a7726_0         7.9 MB  conda-forge',
  '    ca-certificates-2026.1.1   |                0         150 KB  conda-forge',
  '    ------------------------------------------------------------',
  '                                           Total:         8.1 MB',
  'Preparing transaction: ...working... done',
];

describe('How far a step is', () => {
  it('is everything when pip installs, also if each of its downloads followed the one before it', () => {
    const [, numpy = '', , , six = '', installing = ''] = pip;
    expect(fold(numpy, six, installing)?.bytes).toEqual({ done: 16_911_000, total: 16_911_000 });
  });

  it.each<[string[], string | undefined]>([
    [uv.slice(0, 1), undefined],
    [uv.slice(0, 2), 'Downloading `torch` (903 MB)'],
    [uv.slice(0, 3), 'Downloading `torch` (903 MB) · 0 bytes of 920 MB'],
    [uv.slice(0, 4), 'Downloading `torch` (903 MB) · 17 MB of 920 MB · about 1 min 47 s left'],
    [uv.slice(0, 5), ''],
    [uv.slice(0, 6), 'Installing 0 of 41 packages'],
    [uv, 'Installing 41 of 41 packages'],
    [pip.slice(0, 1), ''],
    [pip.slice(0, 3), 'Downloading `numpy` (17 MB)'],
    [pip.slice(0, 4), ''],
    [pip.slice(0, 5), 'Downloading `six` (11 kB) · 17 MB of 17 MB'],
    [pip, 'Installing 0 of 2 packages'],
    [conda.slice(0, 3), undefined],
    [conda.slice(0, 7), 'Downloading `numpy` (8.3 MB) · 0 bytes of 8.4 MB'],
    [conda, ''],
    [
      ['Downloaded 12.5 of 80.0 MB, Linked 3 of 41 packages'],
      'Downloading 13 MB of 80 MB · 3 of 41 packages',
    ],
    [['Linked 3 of 41 packages'], 'Installing 3 of 41 packages'],
    [['Downloading is hard', 'numpy 1.0'], undefined],
  ])('is said in words: %j', (lines, text) => {
    expect(textAfter(...lines)).toBe(text);
  });

  it('says how long a download still takes, by its speed so far', () => {
    const progress = fold(
      'Downloading a (10.0MB)',
      'Downloading b (30.0MB)',
      'waiting',
      'waiting',
      ' Downloaded a',
    );
    expect(progress && progressText(progress, 6000)).toBe(
      'Downloading `b` (30 MB) · 10 MB of 40 MB · about 10 s left',
    );
  });

  it('counts what a step receives while its tool downloads', () => {
    const at = (received: number, ...lines: string[]) => foldReceived(fold(...lines), received, 9000)?.bytes;
    expect(at(5_000_000, ...uv.slice(0, 2))).toEqual({ done: 5_000_000, total: 902_823_936 });
    expect(at(9e9, ...uv.slice(0, 2))).toEqual({ done: 902_823_936, total: 902_823_936 });
    // What has ended is known from the tool.
    expect(at(1, ...uv.slice(0, 4))).toMatchObject({ done: 16_882_074 });
    expect(at(9e9, ...uv.slice(0, 1))).toBeUndefined();
    expect(foldReceived(fold(...uv), 1, 9000)).toEqual(fold(...uv));
    const ended = foldProgress(
      foldReceived(fold(...uv.slice(0, 3)), 20_000_000, 9000),
      ' Downloaded numpy',
      9001,
    );
    expect(ended?.bytes?.done).toBe(20_000_000);
  });

  it('never goes back', () => {
    const lines = [...uv, ...pip, ...conda, 'Downloaded 1.0 of 2.0 MB, Linked 0 of 3 packages', ...uv];
    let before = { bytes: 0, packages: 0 };
    for (let count = 1; count <= lines.length; count++) {
      const progress = fold(...lines.slice(0, count));
      const now = { bytes: progress?.bytes?.done ?? 0, packages: progress?.packages?.done ?? 0 };
      expect(now.bytes).toBeGreaterThanOrEqual(before.bytes);
      expect(now.packages).toBeGreaterThanOrEqual(before.packages);
      before = now;
    }
  });
});
