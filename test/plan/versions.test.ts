import { describe, expect, it } from 'vitest';
import { bash } from '../../src/languages/bash/index.js';
import { python } from '../../src/languages/python/index.js';
import { needsVersionModule, offeredVersions } from '../../src/plan/versions.js';
import { conda, context, type HostTools, interpreter, recipe, uv } from '../support/host.js';

const modules = ['python/3.11.4', 'python/3.12.2', 'gcc/12'];
const downloads = { found: [interpreter('3.13.1'), interpreter('3.12.9'), interpreter('3.11.9')] };
const settings = { managers: { rattler: { enabled: false } } };

function site(tools: HostTools) {
  return context({ uv, ...tools }, settings).site;
}

describe('the versions that a site can provide', () => {
  const offered = (tools: HostTools, names: string[] = []) =>
    offeredVersions(python, site(tools), names).map(({ version, origin, module }) => [
      version,
      module ?? origin,
    ]);

  it('come from the host, else from a module, else from a download', () => {
    expect(offered({ downloads }, modules)).toEqual([
      ['3.13', 'download'],
      ['3.12', 'python/3.12.2'],
      ['3.11', 'here'],
    ]);
  });

  it('come from a channel where nothing else has them', () => {
    expect(offered({ conda, downloads }).slice(1, 5)).toEqual([
      ['3.13', 'download'],
      ['3.12', 'download'],
      ['3.11', 'here'],
      ['3.10', 'channel'],
    ]);
  });

  it('are none for a language without a choice of versions', () => {
    expect(offeredVersions(bash, site({ downloads }), ['bash/5.2'])).toEqual([]);
  });
});

describe('a module for the version of a recipe', () => {
  it.each([
    ['a version that the host has', { language_version: '3.11' }, {}, false],
    ['a release of a version that the host has', { language_version: '3.11.4' }, {}, false],
    ['no version', {}, {}, false],
    ['a version that the host lacks', { language_version: '3.12' }, {}, true],
    ['a version that could be downloaded', { language_version: '3.12' }, { downloads }, true],
    [
      'a version for conda, which installs it',
      { language_version: '3.12', manager: 'conda' },
      { conda },
      false,
    ],
    [
      'packages that conda has to install',
      { language_version: '3.12', channels: ['bioconda'] },
      { conda },
      false,
    ],
    ['a version, where conda is not needed', { language_version: '3.12' }, { conda }, true],
  ])('is loaded for %s as expected', (_, fields, tools, expected) => {
    expect(needsVersionModule(recipe(fields), python, site(tools))).toBe(expected);
  });
});
