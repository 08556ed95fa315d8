import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSubmission } from '../../../../src/form/submission.js';
import { managers } from '../../../../src/managers/index.js';
import { installsFromChannels } from '../../../../src/plan/asked-of-channels.js';
import type { EquippedSite } from '../../../../src/site/site.js';
import { understand } from '../../../../src/web/form/typing/understand.js';
import { exampleCommand } from '../../../../src/web/pages/create/create-page.js';
import { makeHome } from '../../../support/home.js';
import { conda, type HostTools, toolsOf, uv } from '../../../support/host.js';

const home = makeHome({ shared: true });
const tools = toolsOf({});

function understood(fields: Record<string, string>, site = { ...home.site, tools }) {
  return understand(readSubmission(fields, [], site), site);
}

describe('while a form is filled in', () => {
  it.each([
    ['Climate Analysis', 'climate-analysis', 'Climate Analysis'],
    ['demo', 'demo', 'demo'],
    ['', '', ''],
    ['/// ', '', '/// '],
    ['../../etc', 'etc', '../../etc'],
  ])('the name %j shows as %j', async (kernel_name, name, display_name) => {
    expect(await understood({ kernel_name })).toMatchObject({ name, display_name });
  });

  it('shows how the packages were read', async () => {
    const { chips } = await understood({
      kernel_packages: 'numpy>=2\nconda install -c bioconda python=3.9 samtools\n-e .\n',
    });
    expect(chips.map(({ kind, value }) => ({ kind, value }))).toEqual(
      expect.arrayContaining([
        { kind: 'package', value: 'numpy>=2' },
        { kind: 'package', value: 'samtools' },
        { kind: 'version', value: '3.9' },
        { kind: 'channel', value: 'bioconda' },
        { kind: 'problem', value: '' },
      ]),
    );
  });

  it('offers what can be done about a line of a file, and takes it back', async () => {
    const site = { ...home.site, tools };
    const file = { name: 'requirements.txt', bytes: Buffer.from('six\n./own.whl\n') };
    const chosen = 'requirements.txt:2=leave-out';
    const chips = async (text_choices: string) =>
      (await understand(readSubmission({ kernel_name: 'demo', text_choices }, [file], site), site)).chips;
    expect(await chips('')).toContainEqual(
      expect.objectContaining({ kind: 'problem', choices: [{ label: 'Leave out', choose: chosen }] }),
    );
    const after = await chips(chosen);
    expect(after).toContainEqual(expect.objectContaining({ kind: 'left-out', undo: chosen }));
    expect(after.map(({ kind }) => kind)).not.toContain('problem');
  });

  it('counts what was understood as a decision, and the rest as not understood', async () => {
    const kernel_packages =
      'pip install --index-url https://me:pw@pypi.example.org/simple numpy\nscipy => 1.2';
    const site = { ...home.site, tools };
    const { chips } = await understand(readSubmission({ kernel_packages }, [], site), site);
    const problems = chips.filter(({ kind }) => kind === 'problem');
    expect(problems.map(({ decide }) => decide)).toEqual([true, undefined]);
  });

  it.each([
    ['tool @ git+ssh://git@example.org/tool.git', 'by-name', 'tool'],
    ['scipy => 1.2', 'relax', 'scipy'],
    ['pip instal numpy', 'instead', 'numpy'],
  ])('offers for %j of a file what %s gives, and takes it back', async (line, choice, name) => {
    const site = { ...home.site, tools };
    const file = { name: 'requirements.txt', bytes: Buffer.from(`six\n${line}\n`) };
    const choose = `requirements.txt:2=${choice}`;
    const chips = async (text_choices: string) =>
      (await understand(readSubmission({ kernel_name: 'demo', text_choices }, [file], site), site)).chips;
    const offered = (await chips('')).flatMap(({ choices = [] }) => choices);
    expect(offered).toContainEqual(expect.objectContaining({ choose }));
    const after = await chips(choose);
    expect(after).toContainEqual(expect.objectContaining({ kind: 'package', value: name }));
    expect(after).toContainEqual(expect.objectContaining({ undo: choose }));
    expect(after.map(({ kind }) => kind)).not.toContain('problem');
  });

  it('shows the channels in their order, and where each comes from', async () => {
    const { chips, summary } = await understood({
      kernel_packages: 'conda install -c bioconda samtools',
      kernel_channels: 'https://example.org/ours',
    });
    expect(chips.filter(({ kind }) => kind === 'channel')).toMatchObject([
      { value: 'https://example.org/ours', about: 'channel', field: 'kernel_channels' },
      { value: 'bioconda', about: 'channel from your text', field: 'kernel_packages' },
      { value: 'conda-forge', about: 'channel of the site' },
    ]);
    expect(summary.channels).toEqual(['https://example.org/ours', 'bioconda', 'conda-forge']);
  });

  it('shows the environment, the package manager and the free space', async () => {
    const { summary } = await understood({ kernel_name: 'demo' });
    expect(summary).toMatchObject({ prefix: `${home.environments}/demo/1`, language: 'Python' });
    expect(summary.manager).not.toBe('');
    expect(summary.free_bytes).toBeGreaterThan(0);
    expect(summary.total_bytes).toBeGreaterThan(summary.free_bytes ?? 0);
  });

  it('shows what is known beside a line that is not understood', async () => {
    const { summary } = await understood({ kernel_packages: 'numpy\npython=3.11\n-e .' });
    expect(summary).toMatchObject({ packages: 1, language: 'Python 3.11' });
  });

  it('shows the summary before there is a name', async () => {
    const { summary } = await understood({ kernel_packages: 'numpy' });
    expect(summary.manager).not.toBe('');
    expect(summary.language).toBe('Python');
  });

  it.each([
    ['', 'Py'],
    ['python', 'Py'],
    ['bash', 'sh'],
  ])('shows the logo of the language %j, with or without a name', async (kernel_language, letters) => {
    for (const kernel_name of ['demo', ''])
      expect((await understood({ kernel_language, kernel_name })).logo.letters).toBe(letters);
  });

  it('leaves a version that is not here to the modules that may bring it', async () => {
    const site = { ...home.site, tools: { ...tools, modules: '/nonexistent/init' } };
    const codes = async (fields: Record<string, string>) => {
      const { problems } = await understood({ kernel_name: 'demo', kernel_manager: 'venv', ...fields }, site);
      return problems.map(({ code }) => code);
    };
    expect(await codes({ language_version: '3.12' })).toEqual(['language-version-missing']);
    expect(await codes({ language_version: '3.12', kernel_modules: 'python/3.12.4' })).toEqual([]);
  });

  it('accepts an unknown location and an unknown package manager', async () => {
    const { summary, problems } = await understood({
      kernel_name: 'demo',
      kernel_location: '../../..',
      kernel_manager: 'nix',
    });
    expect(summary.prefix).toBe(`${home.environments}/demo/1`);
    expect(problems.map(({ field }) => field)).toContain('kernel_manager');
  });

  it('reports a taken name before the form is sent', async () => {
    const taken = makeHome();
    mkdirSync(`${taken.jupyter_data}/kernels/demo`, { recursive: true });
    writeFileSync(
      `${taken.jupyter_data}/kernels/demo/kernel.json`,
      JSON.stringify({ argv: ['x'], display_name: 'D', language: 'python' }),
    );
    const { problems } = await understood({ kernel_name: 'demo' }, { ...taken.site, tools });
    expect(problems).toMatchObject([{ code: 'kernel-not-ours', field: 'kernel_name' }]);
  });

  it('finds nothing wrong with what is right', async () => {
    expect((await understood({ kernel_name: 'demo', kernel_packages: 'numpy' })).problems).toEqual([]);
  });
});

const channelManagers = Object.values(managers).filter(installsFromChannels);
const withoutConda = {
  managers: Object.fromEntries(channelManagers.map(({ id }) => [id, { enabled: false }])),
};

function siteWith(settings: Record<string, unknown>, more: HostTools = {}): EquippedSite {
  return { ...makeHome({ settings }).site, tools: toolsOf({ uv, ...more }) };
}

describe('a conda file, when it is chosen on a site without conda', () => {
  const file = (text: string) => ({ name: 'environment.yml', bytes: Buffer.from(text) });
  const text = 'channels: [bioconda]\ndependencies: [numpy, pytorch, cudatoolkit, pip: [six]]\n';
  const chosen = (fields: Record<string, string>) => {
    const site = siteWith(withoutConda);
    return understand(readSubmission(fields, [file(text)], site), site);
  };

  it.each([
    ['before there is a name', {}],
    ['with a name', { kernel_name: 'demo' }],
  ])('shows its packages, and offers those of the index with what differs, %s', async (_, fields) => {
    const { chips, from_index, problems, summary } = await chosen(fields);
    expect(chips.filter(({ kind }) => kind.endsWith('package')).map(({ value }) => value)).toEqual(
      expect.arrayContaining(['numpy', 'pytorch', 'cudatoolkit', 'six']),
    );
    expect(summary.packages).toBe(4);
    expect(from_index).toMatch(
      /need a package manager for conda channels, and the site does not allow one\./,
    );
    expect(from_index).toContain('`pytorch` is `torch` on the package index. ');
    expect(from_index).toContain('`cudatoolkit` is left out: the package index does not have it.');
    expect(problems.map(({ code }) => code)).toContain('conda-needed');
  });
});

describe('the install command among the examples can be built on the site that shows it', () => {
  it.each<[string, Record<string, unknown>, HostTools, string]>([
    ['with conda', {}, { conda }, 'conda install -c conda-forge geopandas rasterio'],
    ['without conda', withoutConda, {}, 'pip install geopandas rasterio'],
    [
      'with other channels than conda-forge',
      { channels: { default: ['ours'], allowed: ['ours'] } },
      { conda },
      'conda install geopandas rasterio',
    ],
    [
      'that allows conda-forge, but does not use it by default',
      { channels: { default: ['ours'], allowed: ['conda-forge'] } },
      { conda },
      'conda install -c conda-forge geopandas rasterio',
    ],
  ])('%s', async (_, settings, more, command) => {
    const site = siteWith(settings, more);
    expect(exampleCommand(site)).toBe(command);
    const { problems, summary } = await understood({ kernel_name: 'demo', kernel_packages: command }, site);
    expect(problems).toEqual([]);
    expect(summary.packages).toBe(2);
  });
});
