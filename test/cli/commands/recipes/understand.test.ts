import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allCommands } from '../../../../src/cli/commands/index.js';
import { parseCommandLine } from '../../../../src/cli/parse.js';
import { RecordingTerminal } from '../../recording-terminal.js';

async function understand(...words: string[]) {
  const parsed = await parseCommandLine(['understand', ...words], await allCommands());
  if (!('given' in parsed)) throw new Error('no command was read');
  const terminal = new RecordingTerminal();
  const status = await parsed.command.run(parsed.given, terminal);
  return { status, out: terminal.out };
}

const jsonOf = async (...words: string[]) => JSON.parse((await understand(...words, '--json')).out);

describe('create-kernel understand', () => {
  it.each([
    ['a traceback of IPython', `${'-'.repeat(75)}\nModuleNotFoundError: No module named 'yaml'\n`, 'pyyaml'],
    ['a file of YAML', '---\nname: x\ndependencies:\n  - numpy\n', 'numpy'],
    ['options of pip', '--no-binary :all:\nsix\n', 'six'],
  ])('reads a text that begins with dashes: %s', async (_, text, spec) => {
    const { packages } = await jsonOf(text);
    expect(packages).toMatchObject([{ spec }]);
  });

  it('prints the help page of a site as JSON', async () => {
    const page = [
      'ENAME=powerai',
      'mkdir -p /nobackup/users/$USER/condas',
      'wget https://example.org/Miniconda3-latest-Linux-ppc64le.sh',
      'bash Miniconda3-latest-Linux-ppc64le.sh -b -p /nobackup/x',
      'source /nobackup/x/etc/profile.d/conda.sh',
      'conda config --prepend channels https://example.org/ibm-ai/conda/',
      'conda create -y --name ${ENAME} python=3.6',
      'conda activate ${ENAME}',
      'IBM_POWERAI_LICENSE_ACCEPT=yes conda install -y powerai',
      'conda install -y keras patsy seaborn netcdf4',
      'pip install --user ipykernel',
      'python -m ipykernel install --user --name=${ENAME} --display-name "Power AI"',
      'module load julia/1.3',
    ];
    const read = await jsonOf(page.join('\n'));
    expect(read).toMatchObject({
      kind: 'commands',
      name: 'powerai',
      display_name: 'Power AI',
      version: '3.6',
      manager: 'conda',
      channels: ['https://example.org/ibm-ai/conda/'],
      indexes: [],
      modules: ['julia/1.3'],
      variables: { IBM_POWERAI_LICENSE_ACCEPT: 'yes' },
      problems: [],
    });
    expect(read.packages[0]).toEqual({ spec: 'powerai', name: 'powerai', source: 'conda', line: 9 });
    expect(read.packages.map(({ name }: { name: string }) => name)).toEqual([
      ...['powerai', 'keras', 'patsy', 'seaborn', 'netcdf4'],
    ]);
    // A note for each line that the app does itself.
    for (const line of [2, 3, 4, 5, 8, 11, 12])
      expect(read.notes.map((note: { line: number }) => note.line)).toContain(line);
  });

  it.each([
    [['foo', 'bar', 'baz'], ['foo', 'bar', 'baz'], 0],
    [['foo bar baz'], [], 1],
    [['do', 'install', 'foo'], [], 1],
  ])('takes the words of a shell as apart, but not those of a sentence: %j', async (words, names, count) => {
    const { packages, problems } = await jsonOf(...words);
    expect(packages.map(({ name }: { name: string }) => name)).toEqual(names);
    expect(problems).toHaveLength(count);
  });

  it('reads what is quoted apart from packages beside it', async () => {
    const { packages, notes } = await jsonOf(
      "ModuleNotFoundError: No module named 'yaml'",
      'numpy',
      'scipy >= 1',
    );
    expect(packages.map(({ spec }: { spec: string }) => spec)).toEqual(['pyyaml', 'scipy>=1', 'numpy']);
    expect(notes).toEqual([]);
  });

  it('takes a quoted argument of a command as one', async () => {
    const { packages } = await jsonOf('pip', 'install', 'numpy >= 1', 'six');
    expect(packages).toMatchObject([{ spec: 'numpy>=1', source: 'pypi' }, { spec: 'six' }]);
  });

  it('reports an empty file', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'create-kernel-test-')), 'requirements.txt');
    writeFileSync(path, '\n');
    expect(await understand(path)).toMatchObject({
      status: 2,
      out: expect.stringContaining('problem: The file lists no packages'),
    });
  });

  it('joins the words of a command that the shell has split', async () => {
    expect(await jsonOf('pip', 'install', 'numpy')).toMatchObject({
      packages: [{ spec: 'numpy', source: 'pypi' }],
    });
  });

  it('reads a file by its path, together with what is typed', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'create-kernel-test-')), 'requirements.txt');
    writeFileSync(path, 'numpy>=2\n');
    const { packages } = await jsonOf(path, 'six');
    expect(packages).toMatchObject([
      { spec: 'numpy>=2', file: 'requirements.txt', line: 1 },
      { spec: 'six' },
    ]);
  });

  it('reads a folder by its path', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'create-kernel-test-'));
    mkdirSync(join(folder, 'binder'));
    writeFileSync(join(folder, 'binder', 'environment.yml'), 'dependencies: [numpy>=2]\n');
    const { packages, notes } = await jsonOf(folder);
    expect(packages).toMatchObject([{ spec: 'numpy>=2', source: 'conda', file: 'binder/environment.yml' }]);
    expect(notes[0].text).toContain('these files were read: `binder/environment.yml`');
  });

  it('ends with the status of a wrong request if there is a problem, and lists what can be done', async () => {
    const { status, out } = await understand('numpy\nlibrary(ggplot2)');
    expect(status).toBe(2);
    expect(out).toMatch(/problem: line \d: `library\(ggplot2\)` is for R/);
    expect(out).toContain('choice: `--choose 2=leave-out` - Leave out');
  });

  it('does not print secret values', async () => {
    const { out } = await understand('export API_TOKEN=s3cret\npip install six');
    expect(out).toContain('API_TOKEN=…');
    expect(out).not.toContain('s3cret');
  });
});

it('shows which Jupyter servers are left out, and takes them with the option', async () => {
  const { out } = await understand('jupyterlab', 'six');
  expect(out).toContain('`jupyterlab` was left out: it is a server');
  expect(out).toContain('Add `--with-servers` to install the servers too');
  const { packages } = await jsonOf('jupyterlab', 'six', '--with-servers');
  expect(packages.map(({ name }: { name: string }) => name)).toEqual(['jupyterlab', 'six']);
});
