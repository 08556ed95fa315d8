import { describe, expect, it } from 'vitest';
import type { Offer } from '../../../src/managers/offered-interpreters.js';
import { downloads } from '../../../src/managers/pypi/downloads.js';
import { interpreter } from '../../support/host.js';

const ANSWER = `
cpython-3.16.0a2-linux-x86_64-gnu                 <download available>
cpython-3.14.2+freethreaded-linux-x86_64-gnu      <download available>
cpython-3.9.25-linux-x86_64-gnu                   <download available>
cpython-3.14.2-linux-x86_64-gnu                   <download available>
cpython-3.13.11-linux-x86_64-gnu                  <download available>
cpython-3.13.9-linux-x86_64-gnu                   <download available>
pypy-3.11.13-linux-x86_64-gnu                     <download available>
`;

function offer(more: Partial<Offer> = {}) {
  const { found, preferred } = downloads.offer({
    settings: {},
    answer: ANSWER,
    directory: '/data/tools/pythons',
    arch: 'x64',
    glibc: '2.36',
    today: '2026-06-01',
    interpreters: [interpreter('3.11.2')],
    ...more,
  });
  return { versions: found.map(({ version }) => version), preferred: preferred?.version, found };
}

describe('the Python versions that can be downloaded', () => {
  it('are the releases of CPython that uv lists, newest first', () => {
    expect(offer().versions).toEqual(['3.14.2', '3.13.11', '3.13.9', '3.9.25']);
  });

  it('have the paths that uv gives them', () => {
    expect(offer().found[1]).toMatchObject({
      path: '/data/tools/pythons/cpython-3.13.11-linux-x86_64-gnu/bin/python3.13',
      download: { variables: { UV_PYTHON_INSTALL_DIR: '/data/tools/pythons', UV_PYTHON_INSTALL_BIN: '0' } },
    });
  });

  it('are the usual minor versions until uv is installed, which links each to its newest release', () => {
    const { versions, found } = offer({ answer: undefined, arch: 'ppc64' });
    expect(versions).toContain('3.12');
    expect(found.map(({ path }) => path)).toContain(
      '/data/tools/pythons/cpython-3.12-linux-powerpc64le-gnu/bin/python3.12',
    );
  });

  it.each([
    ['a uv that fails', { answer: '' }],
    [
      'no uv, where the site names its own list',
      {
        answer: undefined,
        settings: { python_downloads: { list: '/list.json' } },
      },
    ],
    [
      'no uv, where the site does not let it be installed',
      {
        answer: undefined,
        settings: { install_uv: false },
      },
    ],
    ['no uv and no Python to install it with', { answer: undefined, interpreters: [] }],
    ['a processor that uv has no Python for', { answer: undefined, arch: 'mips' }],
  ])('are none with %s', (_, more) => {
    expect(offer(more).versions).toEqual([]);
  });

  it('are not asked for where the site does not allow them', () => {
    expect(downloads.question({ python_downloads: { mode: 'off' } })).toBeUndefined();
  });
});

describe('the Python for a recipe without a version', () => {
  const automatic = { settings: { python_downloads: { mode: 'automatic' } } };

  it.each([
    [
      'the host’s, unless the site downloads automatically',
      { interpreters: [interpreter('3.8.10')] },
      undefined,
    ],
    ['the host’s, if it is supported', automatic, undefined],
    [
      'the newest but one that can be downloaded, if those of the host have reached their end of life',
      { ...automatic, interpreters: [interpreter('3.8.10'), interpreter('3.6.8')] },
      '3.13.11',
    ],
    ['the same if the host has none', { ...automatic, interpreters: [] }, '3.13.11'],
  ])('is %s', (_, more, version) => {
    expect(offer(more).preferred).toBe(version);
  });
});
