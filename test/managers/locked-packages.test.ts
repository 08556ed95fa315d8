import { describe, expect, it } from 'vitest';
import { lockedPackages, lockFault } from '../../src/managers/locked-packages.js';

const hash = (digit: string) => `sha256:${digit.repeat(64)}`;
const shown = (lock: string, added_lock?: string) =>
  lockedPackages({ lock, ...(added_lock && { added_lock }) }).map(({ source, name, version }) =>
    `${source} ${name} ${version}`.trim(),
  );

describe('lockedPackages', () => {
  it('reads the lock of uv, which breaks lines', () => {
    const lock = `numpy==1.26.4 \\\n    --hash=${hash('a')} \\\n    --hash=${hash('b')}\nsix==1.17.0 \\\n    --hash=${hash('c')}\n`;
    expect(lockedPackages({ lock })).toEqual([
      { name: 'numpy', version: '1.26.4', source: 'pypi', files: [hash('a'), hash('b')] },
      { name: 'six', version: '1.17.0', source: 'pypi', files: [hash('c')] },
    ]);
  });

  it.each([
    [`torch==2.4.1+cpu --hash=${hash('a')}`, 'pypi torch 2.4.1+cpu'],
    [`requests[socks]==2.31 ; python_version >= "3.8" --hash=${hash('a')}`, 'pypi requests 2.31'],
    [`tiny @ https://h/tiny-1.2-py3-none-any.whl --hash=${hash('a')}`, 'pypi tiny 1.2'],
    ['torch @ https://h/torch-2.4.1%2Bcpu-cp311-cp311-linux_x86_64.whl', 'pypi torch 2.4.1+cpu'],
    ['tiny @ https://h/tiny-1.2.tar.gz', 'pypi tiny 1.2'],
    ['x @ git+https://h/x@0123456789abcdef0123456789abcdef01234567', 'pypi x 0123456789ab'],
    ['# not to be had elsewhere: own @ file:///home/u/own-3.0-py3-none-any.whl', 'pypi own 3.0'],
    ['-e git+https://h/x@abc#egg=edited', 'pypi edited'],
    ['tiny==1.2', 'pypi tiny 1.2'],
  ])('reads %s', (line, expected) => {
    expect(shown(`# The packages of an environment\n${line}\n`)).toEqual([expected]);
  });

  it('reads the lock of conda, and what pip adds to it', () => {
    const url = 'https://conda.anaconda.org/conda-forge/noarch/ca-certificates-2024.8.30-hbcca054_0.conda';
    const lock = `# platform: linux-64\n@EXPLICIT\n${url}#${'d'.repeat(32)}\nfile:///c/linux-64/zlib-1.3-h1_0.tar.bz2\n`;
    expect(shown(lock, `numpy==1.26.4 --hash=${hash('a')}\n`)).toEqual([
      'conda ca-certificates 2024.8.30',
      'conda zlib 1.3',
      'pypi numpy 1.26.4',
    ]);
    expect(lockedPackages({ lock })[0]?.files).toEqual([url, 'd'.repeat(32)]);
  });

  it.each(['', '\n', '# nothing\n', '@EXPLICIT\n', 'no package at all\n', '--index-url https://h/simple\n'])(
    'finds none in %j',
    (lock) => {
      expect(shown(lock)).toEqual([]);
    },
  );
});

describe('lockFault', () => {
  const url = 'https://conda.anaconda.org/conda-forge/noarch/tzdata-2024b-hc8b5060_0.conda';

  it.each([
    `numpy==1.26.4 \\\n    --hash=${hash('a')} \\\n    --hash=${hash('b')}\nsix==1.17.0\n`,
    `# platform: linux-64\n@EXPLICIT\n${url}#${'d'.repeat(32)}\n`,
    '--index-url https://h/simple\nsix==1.17.0\n',
    '# not to be had elsewhere: -e /home/u/own\nsix==1.17.0\n',
    '# no packages\n',
  ])('finds nothing wrong with %j', (text) => {
    expect(lockFault(text)).toBeUndefined();
  });

  it.each([
    ['', 'it is empty'],
    ['\n \n', 'it is empty'],
    ['six==1.1', 'it ends in the middle of a line'],
    [`six==1.17.0 \\\n    --hash=${hash('c')} \\\n`, 'it ends in the middle of a line'],
    [`@EXPLICIT\n${url.slice(0, 60)}`, 'it ends in the middle of a line'],
    [
      `@EXPLICIT\n${url.slice(0, 60)}\n`,
      `the line \`${url.slice(0, 60)}\` names no package with its version`,
    ],
    ['six==1.1\n\0\0\n', 'it has bytes that are no text'],
    ['six\ufffd==1.1\n', 'it has bytes that are no text'],
    ['<html>\n', 'the line `<html>` names no package with its version'],
    [`${url}#${'d'.repeat(32)}\n`, `the line \`${url.slice(0, 60)}…\` names no package with its version`],
    ['https://u:pw@h/x\n', 'the line `https://…@h/x` names no package with its version'],
  ])('of %j says: %s', (text, reason) => {
    expect(lockFault(text)).toBe(reason);
  });
});
