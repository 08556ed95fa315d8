import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSubmission } from '../../../src/form/submission.js';
import { understand } from '../../../src/web/form/understand.js';
import { makeHome } from '../../support/home.js';
import { toolsOf } from '../../support/host.js';

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
      kernel_location: '../..',
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
