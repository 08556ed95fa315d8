import { describe, expect, it } from 'vitest';
import { userErrorsOf } from '../../src/base/errors.js';
import { bash } from '../../src/languages/bash/index.js';
import { python } from '../../src/languages/python/index.js';
import { managers } from '../../src/managers/index.js';
import { installsFromChannels } from '../../src/plan/asked-of-channels.js';
import { absentManagers, availableManagers, chooseManager } from '../../src/plan/choose-manager.js';
import type { RecipeInput } from '../../src/recipe/recipe.js';
import {
  conda,
  context,
  curl,
  type HostTools,
  interpreter,
  mamba,
  micromamba,
  recipe,
  uv,
} from '../support/host.js';

const INSTALLER = { conda_installer: { url: 'https://x/conda.sh', sha256: 'a'.repeat(64) } };
/** A site that allows no package manager for conda channels. */
const withoutConda = {
  managers: Object.fromEntries(
    Object.values(managers)
      .filter(installsFromChannels)
      .map(({ id }) => [id, { enabled: false }]),
  ),
};
const bare = { interpreters: [interpreter('3.11.2', '')] };
const none = { interpreters: [] };
const noEngine = { managers: { rattler: { enabled: false } } };

/** The chosen manager, or the codes of the errors. */
function chosen(fields: Partial<RecipeInput>, tools: HostTools, settings: object = {}): string {
  const { site } = context(tools, settings);
  try {
    return chooseManager(recipe(fields), python, site).id;
  } catch (error) {
    const errors = userErrorsOf(error);
    if (errors.length === 0) throw error;
    return errors.map(({ code }) => code).join(' ');
  }
}

describe('auto', () => {
  it.each<[string, Partial<RecipeInput>, HostTools, object, string]>([
    ['uv, where it is there', {}, { uv, conda }, {}, 'uv'],
    ['uv, where it can be fetched from the package index', {}, {}, {}, 'uv'],
    ['venv, where the site forbids to get uv', {}, {}, { install_uv: false }, 'venv'],
    ['venv, where uv is switched off', {}, { uv }, { managers: { uv: { enabled: false } } }, 'venv'],
    ['the fastest that has conda packages', {}, { ...none, conda, mamba, micromamba }, {}, 'micromamba'],
    ['conda, where Python has no venv', {}, { ...bare, conda }, { install_uv: false }, 'conda'],
    ['uv with an interpreter that has no venv', {}, { ...bare, uv }, {}, 'uv'],
    ['conda for a Python that is not here', { language_version: '3.9' }, { uv, conda }, {}, 'conda'],
    ['conda for a conda channel', { channels: ['bioconda'] }, { uv, conda }, {}, 'conda'],
    ['uv for a package index', { channels: ['https://x/simple'] }, { uv, conda }, {}, 'uv'],
    ['conda for packages beside which pip adds some', { pip_packages: ['six'] }, { uv, mamba }, {}, 'mamba'],
    ["conda for conda's form of a package", { packages: ['conda-forge::six'] }, { uv, conda }, {}, 'conda'],
    ["uv for pip's form of a package", { packages: ['x[y]'] }, { uv, conda }, {}, 'uv'],
    ["a private conda from the site's installer", {}, { ...none, curl }, INSTALLER, 'conda'],
    ['the own engine for a Python that is not here', { language_version: '3.9' }, { uv }, {}, 'rattler'],
    ['the own engine for a conda channel', { channels: ['bioconda'] }, { uv }, {}, 'rattler'],
    ['the own engine before a private conda', { channels: ['bioconda'] }, { curl }, INSTALLER, 'rattler'],
    [
      'a private conda, where the own engine is switched off',
      { channels: ['bioconda'] },
      { curl },
      { ...INSTALLER, ...noEngine },
      'conda',
    ],
    ['nothing, where nothing can get the installer', {}, none, INSTALLER, 'manager-missing'],
    ['nothing on an empty host', {}, none, {}, 'manager-missing'],
    [
      'nothing for a Python that no manager has',
      { language_version: '3.9' },
      { uv },
      noEngine,
      'language-version-missing',
    ],
    [
      'conda for a name that only channels have',
      { packages: ['six', 'pytorch'] },
      { uv, conda },
      {},
      'conda',
    ],
    ['the own engine for a name that only channels have', { packages: ['pytorch'] }, { uv }, {}, 'rattler'],
    ['conda for what is hard to build', { packages: ['gdal'] }, { uv, conda }, {}, 'conda'],
    ['uv for what is hard to build, where there is no conda', { packages: ['gdal'] }, {}, withoutConda, 'uv'],
    ['uv for what conda cannot take', { packages: ['gdal', 'x[y]'] }, { uv, conda }, {}, 'uv'],
    ['uv for what was requested from pip', { packages: ['gdal'], source: 'pypi' }, { uv, conda }, {}, 'uv'],
    [
      'conda for what was requested from conda',
      { packages: ['six'], source: 'conda' },
      { uv, conda },
      {},
      'conda',
    ],
    [
      'conda with pip for what was requested from pip, where nothing else has the Python',
      { packages: ['x[y]'], source: 'pypi', language_version: '3.9' },
      { uv, conda },
      {},
      'conda',
    ],
    [
      'nothing for what was requested from conda, where there is none',
      { packages: ['six'], source: 'conda' },
      {},
      withoutConda,
      'conda-needed',
    ],
    [
      'nothing for a channel that nothing can use',
      { channels: ['bioconda'] },
      {},
      withoutConda,
      'conda-needed',
    ],
    [
      'nothing for a name that only channels have',
      { packages: ['pytorch'] },
      {},
      withoutConda,
      'conda-needed',
    ],
    [
      'nothing for a recipe that no single manager can build',
      { packages: ['x[y]', 'c::z'] },
      { uv, conda },
      {},
      'package-needs-conda',
    ],
  ])('chooses %s', (_, fields, tools, settings, manager) => {
    expect(chosen(fields, tools, settings)).toBe(manager);
  });
});

it.each([
  [
    'another machine type',
    { machine: 's390x' },
    /its packages are for x86_64 \(glibc 2\.17\).*this host is s390x/,
  ],
  ['an older C library', { machine: 'aarch64', glibc: '2.17' }, /this host is aarch64 with glibc 2\.17/],
  ['another C library', { glibc: '' }, /this host is x86_64 with another C library/],
  ['an old Python', { version: '3.6.8' }, /it needs Python 3\.8 or newer with `venv`/],
])('the own engine is absent on %s, which the refusal says', (_, facts, reason) => {
  const { site } = context({ interpreters: [{ ...interpreter('3.11.2'), ...facts }] });
  expect(() => chooseManager(recipe({ manager: 'rattler' }), python, site)).toThrow(reason);
  expect(absentManagers(site)).toEqual([{ label: 'rattler', absence: expect.stringMatching(reason) }]);
});

it('where none can be used, what the site’s administrator can install is named, and nothing that the site has disabled', () => {
  const hintOf = (settings: object) => {
    try {
      return chooseManager(recipe(), python, context(none, settings).site).id;
    } catch (error) {
      return userErrorsOf(error)[0]?.hint;
    }
  };
  const programs = Object.values(managers).flatMap(({ program, label }) => (program ? [label] : []));
  expect(programs.length).toBeGreaterThan(1);
  for (const label of programs) expect(hintOf({})).toContain(label);
  expect(hintOf({ managers: { conda: { enabled: false } } })).toMatch(/ mamba$/);
});

describe('a requested manager', () => {
  it.each<[string, Partial<RecipeInput>, HostTools, string]>([
    ['is taken', { manager: 'venv' }, { uv, conda }, 'venv'],
    ['must be known', { manager: 'poetry' }, { uv }, 'manager-unknown'],
    ['must not be a property of every object', { manager: 'toString' }, { uv }, 'manager-unknown'],
    ['must be here', { manager: 'conda' }, { uv }, 'manager-missing'],
    [
      'must support the whole recipe',
      { manager: 'uv', pip_packages: ['six'], channels: ['bioconda'] },
      { uv, conda },
      'channel-kind pip-packages-need-conda',
    ],
    [
      'must have the Python',
      { manager: 'venv', language_version: '3.12' },
      { conda },
      'language-version-missing',
    ],
    ['may have a part of the version', { manager: 'venv', language_version: '3' }, {}, 'venv'],
    ['may have the whole version', { manager: 'venv', language_version: '3.11.7' }, {}, 'venv'],
    [
      'must have the whole version',
      { manager: 'venv', language_version: '3.11.8' },
      {},
      'language-version-missing',
    ],
  ])('%s', (_, fields, tools, outcome) => {
    expect(chosen(fields, tools)).toBe(outcome);
  });
});

it('A requested manager that the site has disabled is refused for that reason', () => {
  const off = { managers: { uv: { enabled: false } } };
  expect(chosen({ manager: 'uv' }, { uv }, off)).toBe('manager-not-allowed');
});

describe('the managers that users are offered', () => {
  it('are those that the host has and the site allows, best first', () => {
    const { site } = context({ uv, conda, mamba }, { managers: { conda: { enabled: false } } });
    expect(availableManagers(python, site).map(({ id }) => id)).toEqual(['uv', 'venv', 'mamba', 'rattler']);
  });
});

it('a language without versions to choose is refused one', () => {
  const { site } = context({ uv });
  expect(chooseManager(recipe({ language: 'bash' }), bash, site).id).toBe('uv');
  expect(() => chooseManager(recipe({ language: 'bash', language_version: '5.2' }), bash, site)).toThrow(
    /Bash version .* cannot be chosen/,
  );
});
