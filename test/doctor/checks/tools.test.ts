import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { directoriesOfSs } from '../../../src/builds/runner/measures/received.js';
import { downloadProgress, toolFindings } from '../../../src/doctor/checks/tools.js';
import { condaEngine } from '../../../src/managers/conda/rattler/engine.js';
import { conda, context, curl, type HostTools, interpreter, uv } from '../../support/host.js';

it('A host without interpreters gets the names of the managers that install their own', () => {
  const { site } = context({ interpreters: [] });
  const finding = toolFindings(site).find(({ id }) => id === 'python');
  expect(finding).toMatchObject({
    status: 'warn',
    fix: expect.stringContaining('`micromamba`, `mamba`, `conda`, `rattler` install their own'),
  });
});

it('A host without ss shows less progress, which is a warning with the package that has it', async () => {
  expect(await downloadProgress(['/nowhere'])).toMatchObject({
    status: 'warn',
    found: expect.stringContaining('`ss` was not found'),
    fix: expect.stringContaining('`iproute2`'),
  });
});

it('A host with ss among the administrator’s programs is as the runner finds it', async () => {
  expect(await downloadProgress(directoriesOfSs('/nowhere'))).toMatchObject({
    status: 'ok',
    found: expect.stringMatching(/\/ss`$/),
  });
});

const INSTALLER = { url: 'https://x/conda.sh', sha256: 'a'.repeat(64) };
const machine = (name: string, glibc = '2.36') => ({ ...interpreter('3.11.2'), machine: name, glibc });
const MACHINES = 'x86_64 (glibc 2.17), ppc64le (glibc 2.17), aarch64 (glibc 2.28) or newer';

describe('the doctor’s words about a package manager', () => {
  it.each<[string, HostTools, object, string, string?]>([
    ['conda', { conda }, {}, '24.5.0, `/opt/conda/bin/conda`'],
    ['conda', {}, {}, 'not found'],
    ['conda', { curl }, { conda_installer: INSTALLER }, 'not installed; the site’s installer provides it'],
    ['conda', {}, { conda_installer: INSTALLER }, 'not found'],
    ['conda', { conda }, { managers: { conda: { enabled: false } } }, 'disabled in the site’s settings'],
    [
      'conda',
      {},
      { managers: { conda: { path: '/opt/other/conda' } } },
      '`/opt/other/conda` does not run, or is not `conda`',
      'Correct `managers.conda.path`, and run `/opt/other/conda --version` as this user',
    ],
    [
      'rattler',
      {},
      {},
      'part of this app; the first build that needs it installs py-rattler from the package index',
    ],
    [
      'rattler',
      { interpreters: [interpreter('3.6.8')] },
      {},
      'not available: it needs Python 3.8 or newer with `venv`',
    ],
    [
      'rattler',
      { interpreters: [machine('s390x')] },
      {},
      `not available: its packages are for ${MACHINES}, and this host is s390x with glibc 2.36`,
    ],
    [
      'rattler',
      { interpreters: [machine('aarch64', '2.17')] },
      {},
      `not available: its packages are for ${MACHINES}, and this host is aarch64 with glibc 2.17`,
    ],
    [
      'rattler',
      { interpreters: [machine('x86_64', '')] },
      {},
      `not available: its packages are for ${MACHINES}, and this host is x86_64 with another C library`,
    ],
  ])('%s with %j and %j: %s', (id, tools, settings, found, fix) => {
    const { site } = context(tools, settings);
    const finding = toolFindings(site).find((each) => each.id === `manager-${id}`);
    expect(finding).toMatchObject({ status: fix ? 'fail' : 'ok', found, ...(fix && { fix }) });
  });

  it.each<[string, HostTools, string, string]>([
    ['a Python of the host', {}, 'ok', 'made with 3.11.7, `/usr/bin/python3.11`'],
    [
      'one to download',
      {
        interpreters: [],
        downloads: { found: [{ ...interpreter('3.13.1'), download: { words: [], variables: {} } }] },
      },
      'ok',
      'made with Python 3.13.1, which uv downloads',
    ],
    [
      'none that will do',
      { interpreters: [interpreter('3.7.2'), interpreter('3.11.2', '')] },
      'warn',
      'not available: it needs Python 3.8 or newer with `venv`',
    ],
  ])('its own Python, with %s', (_, tools, status, found) => {
    const finding = toolFindings(context({ uv, ...tools }).site).find(({ id }) => id === 'helper');
    expect(finding).toMatchObject({ status, found });
    if (status === 'warn') expect(finding?.fix).toContain('`interpreters`');
  });
});

it('The machine types with packages of the engine are those in docs/admin.md', () => {
  const page = readFileSync(new URL('../../../docs/admin.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');
  expect(page).toContain(
    'py-rattler has packages for x86_64 and ppc64le (glibc 2.17 or newer) and aarch64 (glibc 2.28 or newer).',
  );
  expect(condaEngine.glibc).toEqual({ x86_64: '2.17', ppc64le: '2.17', aarch64: '2.28' });
});
