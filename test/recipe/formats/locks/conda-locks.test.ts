import { describe, expect, it } from 'vitest';
import { cpuSeconds, slowness } from '../../../support/cpu-time.js';
import { understood } from '../../../support/understood.js';

const sha = (letter: string) => letter.repeat(64);
const md5 = (letter: string) => letter.repeat(32);
const here = process.arch === 'x64' ? 'linux-64' : 'linux-aarch64';

const condaLock = `
version: 1
metadata:
  content_hash:
    linux-64: abc
  channels:
  - url: conda-forge
package:
- name: python
  version: 3.11.8
  manager: conda
  platform: ${here}
  dependencies:
    bzip2: '>=1.0.8,<2.0a0'
    url: '>=1'
  url: https://h/forge/${here}/python-3.11.8-h1_0.conda
  hash:
    md5: ${md5('a')}
    sha256: ${sha('a')}
  category: main
  optional: false
- name: python
  version: 3.11.8
  manager: conda
  platform: osx-64
  dependencies: {}
  url: https://h/forge/osx-64/python-3.11.8-h1_0.conda
  hash:
    md5: ${md5('b')}
  category: main
  optional: false
- name: six
  version: '1.16'
  manager: pip
  platform: ${here}
  dependencies: {}
  url: https://h/packages/six-1.16-py2.py3-none-any.whl
  hash:
    sha256: ${sha('c')}
  category: main
  optional: false
- name: pytest
  version: '7'
  manager: pip
  platform: ${here}
  url: https://h/packages/pytest-7-py3-none-any.whl
  hash:
    sha256: ${sha('d')}
  category: dev
`;

const pixiLock = `
version: 6
environments:
  default:
    channels:
    - url: https://h/forge/
    indexes:
    - https://h/simple
    packages:
      osx-64:
      - conda: https://h/forge/osx-64/python-3.11.8-h1_0.conda
      ${here}:
      - conda: https://h/forge/${here}/python-3.11.8-h1_0.conda
      - pypi: https://h/packages/six-1.16-py2.py3-none-any.whl
  test:
    packages:
      ${here}:
      - conda: https://h/forge/noarch/pytest-7-h1_0.conda
packages:
- conda: https://h/forge/noarch/pytest-7-h1_0.conda
  sha256: ${sha('e')}
- conda: https://h/forge/${here}/python-3.11.8-h1_0.conda
  sha256: ${sha('a')}
  md5: ${md5('a')}
  depends:
  - bzip2 >=1.0.8,<2.0a0
  license: Python-2.0
- pypi: https://h/packages/six-1.16-py2.py3-none-any.whl
  name: six
  version: '1.16'
  sha256: ${sha('c')}
`;

const lock = [
  '@EXPLICIT',
  `https://h/forge/${here}/python-3.11.8-h1_0.conda#${md5('a')}`,
  `six==1.16 --hash=sha256:${sha('c')}`,
  '',
].join('\n');

describe.each([
  ['conda-lock.yml', condaLock, 'condaLock'],
  ['pixi.lock', pixiLock, 'pixiLock'],
])('%s', (name, text, kind) => {
  it('is a lock of the packages of this platform, for conda and for pip', () => {
    expect(understood(text, name)).toMatchObject({
      kind,
      lock: name,
      settings: { lock },
      languageVersion: '3.11',
      sources: ['conda'],
      problems: [],
    });
  });

  it('is refused on another platform', () => {
    const other = text.replaceAll(here, 'linux-ppc64le');
    expect(understood(other, name).problems[0]?.error.message).toMatch(/linux/);
  });

  it('is refused without hashes', () => {
    const bare = text.replace(/^ +(?:md5|sha256): .*\n/gm, '');
    expect(understood(bare, name).problems[0]?.error.message).toContain('has no hash');
  });
});

it('Megabytes of a lock are read in less than two seconds', () => {
  const item = condaLock.slice(condaLock.indexOf('- name: python'), condaLock.indexOf('- name: six'));
  const large = `package:\n${item.replace(`platform: ${here}`, 'platform: win-64').repeat(6_000)}`;
  expect(large.length).toBeGreaterThan(3_000_000);
  const seconds = cpuSeconds(() => expect(understood(large, 'conda-lock.yml').problems).toHaveLength(1));
  expect(seconds).toBeLessThan(2 * slowness());
});
