/** The behaviour of conda, mamba and micromamba that the app relies on; with CONDA_UNDER_TEST, of a real program. */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appRoot } from '../../../src/base/program.js';
import { diagnose } from '../../../src/builds/diagnosis/diagnose.js';
import { condaPrograms } from '../../../src/managers/conda/programs.js';
import { quoteCommand } from '../../../src/steps/quote.js';
import { type CondaName, type CondaParts, condaParts } from '../../parts/conda/index.js';

import { CondaCase, condaHome } from './conda-case.js';

interface Manners {
  name: CondaName;
  version: RegExp;
  activate(prefix: string): string[];
  lock(prefix: string): string[];
  unsatisfiable: RegExp;
  unknown: RegExp;
  missingChannel: RegExp;
  failureAsJson: object;
  unknownCommand: number;
}

const mambaManners: Omit<Manners, 'name'> = {
  version: /^\d+\.\d+/,
  activate: (prefix) => ['shell', 'activate', '--shell', 'bash', '--prefix', prefix],
  lock: (prefix) => ['env', 'export', '--explicit', '--md5', '--prefix', prefix],
  unsatisfiable: /^error {4}libmamba Could not solve for environment specs/m,
  unknown: /does not exist \(perhaps a typo or a missing channel\)/,
  missingChannel: /^critical libmamba .*\n? *Download error \(37\) Couldn't read a file:\/\/ file/m,
  failureAsJson: { success: false, solver_problems: expect.any(Array) },
  unknownCommand: 109,
};

const tools: Manners[] = [
  {
    name: 'conda',
    version: /^conda \d+\.\d+/,
    activate: (prefix) => ['shell.posix', 'activate', prefix],
    lock: (prefix) => ['list', '--explicit', '--md5', '--prefix', prefix],
    unsatisfiable: /^\w*UnsatisfiableError: /m,
    unknown:
      /^PackagesNotFoundInChannelsError: The following packages are not available from current channels:/m,
    missingChannel: /^UnavailableInvalidChannel: HTTP 404 UNAVAILABLE OR INVALID for channel nowhere/m,
    failureAsJson: { error: expect.any(String), exception_name: 'PackagesNotFoundInChannelsError' },
    unknownCommand: 2,
  },
  { name: 'mamba', ...mambaManners },
  { name: 'micromamba', ...mambaManners },
];

// Starts the environment's kernel by the jupyter_client that ipykernel brings, and prints what a cell prints.
const ASK_KERNEL = `
import sys
from jupyter_client.manager import start_new_kernel
for start in range(1, 4):
    try:
        manager, client = start_new_kernel(startup_timeout=600, extra_arguments=[], kernel_name="python3")
        break
    except RuntimeError:
        # Another program may take a port that the client has chosen before the kernel does.
        if start == 3:
            raise
show = lambda message: print(message["content"].get("text", ""), end="")
client.execute_interactive("import sys; print(sys.prefix, 6 * 7)", output_hook=show, timeout=600)
manager.shutdown_kernel(now=True)`;

let home: string;
let parts: CondaParts;
let conda: CondaCase;

beforeAll(async () => {
  [home, parts] = await Promise.all([condaHome(), condaParts()]);
});
beforeEach(async () => {
  conda = await CondaCase.begin(home, parts.channel);
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe.each(tools)('$name', ({ name, ...manners }) => {
  it('prints its version in the first words', async () => {
    const answer = await conda.start(parts[name], ['--version']);
    expect(answer).toMatchObject({ exit: 0, stdout: expect.stringMatching(manners.version) });
  });

  it('makes an environment with a working Python that imports numpy', async () => {
    await conda.make(parts[name], `python=${parts.python}`, 'numpy');
    const code = 'import numpy, ssl, sqlite3, sys; print(sys.prefix, int(numpy.arange(5).sum()))';
    const python = await conda.start(join(conda.prefix, 'bin/python'), ['-I', '-c', code]);
    expect(python.stdout, python.stderr).toBe(`${conda.prefix} 10`);
  });

  it('makes an environment with a kernel that answers', async () => {
    await conda.make(parts[name], 'python', 'ipykernel');
    const python = await conda.start(join(conda.prefix, 'bin/python'), ['-c', ASK_KERNEL]);
    expect(python.stdout, python.stderr).toContain(`${conda.prefix} 42`);
  });

  it('replaces an environment without a word, so that none is ever given to it', async () => {
    await conda.make(parts[name], 'probe-shared');
    await conda.make(parts[name], 'probe-activate');
    expect(await conda.packages()).toEqual(['probe-activate-1.0-0.json']);
  });

  it.each([
    ['packages that exclude each other', ['probe-left', 'probe-right'], manners.unsatisfiable],
    ['a package with a missing dependency', ['probe-broken'], manners.unsatisfiable],
    ['a package for hardware that is not there', ['probe-gpu'], manners.unsatisfiable],
    ['a package for an older Python', ['python', 'probe-old-python'], manners.unsatisfiable],
    ['an unknown package', ['no-such-package'], manners.unknown],
    ['an unknown version', ['numpy=99'], manners.unknown],
  ])('fails for %s, says why on stderr, and makes nothing', async (_, packages, words) => {
    const { exit, stderr } = await conda.create(parts[name], ...packages);
    expect(exit).not.toBe(0);
    expect(stderr).toMatch(words);
    expect(await conda.packages()).toEqual([]);
  });

  it('fails for a channel that is not there', async () => {
    const { exit, stderr } = await conda.create(parts[name], '--channel', `file://${home}/nowhere`, 'numpy');
    expect(exit).not.toBe(0);
    expect(stderr).toMatch(manners.missingChannel);
  });

  it('reports a failure as one JSON object in its own format', async () => {
    const { exit, stdout } = await conda.create(parts[name], '--json', 'no-such-package');
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject(manners.failureAsJson);
  });

  it('prints an activation that sets the variables and runs the scripts of the packages', async () => {
    await conda.make(parts[name], 'probe-activate');
    const words = manners.activate(conda.prefix).map((word) => `'${word}'`);
    const wanted = ['PATH', 'CONDA_PREFIX', 'PROBE_ACTIVE', 'PROBE_VARIABLE'].map((each) => `"$${each}"`);
    const script = `eval "$('${parts[name]}' ${words.join(' ')})"\nprintf '%s\\n' ${wanted.join(' ')}`;
    const { stdout, stderr } = await conda.start('/bin/bash', ['-c', script]);
    expect(stderr).toBe('');
    const [path, ...lines] = stdout.split('\n');
    expect(path).toMatch(new RegExp(`^${conda.prefix}/bin:/.*/condabin:/usr/bin:/bin$`));
    expect(lines).toEqual([conda.prefix, `yes, in ${conda.prefix}`, 'is set']);
  });

  it('activates as the app does, variable by variable', async () => {
    await conda.make(parts[name], 'probe-activate');
    const words = quoteCommand([parts[name], ...manners.activate(conda.prefix)]);
    const theirs = await conda.environmentAfter(`eval "$(${words})"`);
    // mamba names the directory of its settings, which need not exist, and does not check conda's program.
    const own = name === 'conda' ? [] : ['PATH', 'CONDA_EXE', 'CONDA_PYTHON_EXE'];
    const without = (variables: Record<string, string>) =>
      Object.fromEntries(Object.entries(variables).filter(([variable]) => !own.includes(variable)));
    const { variables, notes } = await conda.activate(parts[name]);
    expect(notes).toBe('');
    expect(without(variables)).toEqual(without(theirs));
    expect(variables.PATH).toMatch(`${conda.prefix}/bin:`);
  });

  it('activates what no shell could read, and names the scripts that do not run to their end', async () => {
    await conda.make(parts[name], 'probe-values', 'probe-stopping');
    const { variables, notes } = await conda.activate(parts[name]);
    expect(variables).toMatchObject({
      PROBE_QUOTE: 'it\'s "set"',
      PROBE_DOLLAR: '$HOME `id` \\',
      PROBE_LINES: 'a\nb',
      PROBE_NUMBER: '3',
      PROBE_ACCENT: 'é €',
      PROBE_RETURNS: 'yes',
      PROBE_BROKEN: 'yes',
      PROBE_RUNS: 'yes',
    });
    expect(variables).not.toHaveProperty('PROBE_NEVER');
    expect(notes).toContain('probe-1-returns.sh\treturned in line 2, before its end, with status 1\n');
    expect(notes).toMatch(/probe-2-broken\.sh\tis not bash: line 2: syntax error/);
  });

  it('gives a lock with hashes, from which create makes the same environment', async () => {
    await conda.make(parts[name], 'probe-left', 'python');
    const { stdout } = await conda.start(parts[name], manners.lock(conda.prefix));
    expect(stdout).toContain('@EXPLICIT\n');
    expect(stdout).toMatch(/^file:\/\/.*\/probe-shared-1\.1-pyhd_0\.conda#[0-9a-f]{32}$/m);
    const lock = join(home, `${name}.lock`);
    await writeFile(lock, `${stdout}\n`);
    const again = await CondaCase.begin(home, parts.channel);
    await again.make(parts[name], '--file', lock);
    expect(await again.packages()).toEqual(await conda.packages());
  });

  it('reports in a dry run what it would fetch, with sizes in bytes, and makes nothing', async () => {
    const { exit, stdout } = await conda.create(parts[name], '--dry-run', '--json', 'probe-bulky');
    expect(exit).toBe(0);
    const { actions } = JSON.parse(stdout);
    expect(actions.LINK).toMatchObject([{ name: 'probe-bulky', version: '1.0' }]);
    expect(actions.FETCH).toMatchObject([{ name: 'probe-bulky', size: expect.any(Number) }]);
    expect(actions.FETCH[0].size).toBeGreaterThan(8 * 1024 ** 2);
    expect(existsSync(conda.prefix)).toBe(false);
  });

  it('takes what a second package cache has from there, and writes to the first', async () => {
    await conda.make(parts[name], 'probe-activate');
    const own = await condaHome();
    const variables = { CONDA_PKGS_DIRS: `${own},${join(home, 'packages')}` };
    const again = await CondaCase.begin(home, parts.channel);
    const dry = again.words('--dry-run', '--json', 'probe-activate');
    const { stdout } = await again.start(parts[name], dry, variables);
    expect(JSON.parse(stdout).actions.FETCH ?? []).toEqual([]);
    const made = await again.start(parts[name], again.words('probe-activate'), variables);
    expect(made, made.stderr).toMatchObject({ exit: 0 });
    expect(await again.packages()).toEqual(['probe-activate-1.0-0.json']);
    expect(existsSync(join(own, 'probe-activate-1.0-0'))).toBe(false);
  });

  it('lists what is installed as JSON, and the environments that it made', async () => {
    await conda.make(parts[name], 'probe-shared=1.0');
    const listed = await conda.start(parts[name], ['list', '--json', '--prefix', conda.prefix]);
    const wanted = expect.objectContaining({ name: 'probe-shared', version: '1.0' });
    expect(JSON.parse(listed.stdout)).toContainEqual(wanted);
    const { stdout } = await conda.start(parts[name], ['env', 'list', '--json']);
    expect(JSON.parse(stdout).envs).toContain(conda.prefix);
  });

  it('refuses an unknown command with a distinct exit status', async () => {
    expect(await conda.start(parts[name], ['nonsense'])).toMatchObject({ exit: manners.unknownCommand });
  });
});

describe.each(['mamba', 'micromamba'] as const)(
  '%s and another platform in the settings of the person',
  (name) => {
    const shown = async (wrapper: string[]) => {
      const own = await CondaCase.begin(await condaHome(), parts.channel);
      await writeFile(join(own.home, '.mambarc'), 'platform: linux-aarch64\n');
      const words = [parts[name], ...condaPrograms[name].show_settings];
      const [program = '', ...rest] = [...wrapper, ...words];
      return (await own.start(program, rest)).stdout;
    };

    it('takes it, which the app’s program undoes', async () => {
      expect(await shown([])).toContain('platform: linux-aarch64');
      expect(await shown(['sh', join(appRoot, 'src/managers/conda/on-this-host.sh')])).toContain(
        'platform: linux-64',
      );
    });
  },
);

describe('conda and the settings of the person', () => {
  const PASSED = condaPrograms.conda.variables;

  async function createWith(condarc: string, words: string[], variables: Record<string, string> = {}) {
    const own = await CondaCase.begin(await condaHome(), parts.channel);
    await writeFile(join(own.home, '.condarc'), condarc.replaceAll('CHANNEL', parts.channel));
    const answer = await own.start(parts.conda, own.words(...words), variables);
    return { ...answer, packages: await own.packages(), own };
  }

  it('adds default packages, which the app’s option leaves out', async () => {
    const condarc = 'create_default_packages: [probe-left]\n';
    expect((await createWith(condarc, ['probe-activate'])).packages).toContain('probe-left-1.0-0.json');
    const words = [...condaPrograms.conda.create, 'probe-activate'];
    expect((await createWith(condarc, words)).packages).toEqual(['probe-activate-1.0-0.json']);
  });

  it('pins packages, which the app’s variables undo', async () => {
    const condarc = 'pinned_packages: [probe-shared=1.0]\n';
    const { packages } = await createWith(condarc, ['probe-shared'], PASSED);
    expect(packages).toContain('probe-shared-2.0-pyhd_0.json');
    const pinned = await createWith(condarc, ['probe-shared']);
    expect(pinned.packages).toContain('probe-shared-1.0-pyhd_0.json');
  });

  it('installs for another platform, which the app’s variables undo', async () => {
    const other = await createWith('subdir: linux-aarch64\n', ['probe-activate']);
    expect(other.exit).not.toBe(0);
    expect(causeOf(other.stderr)).toMatchObject({ code: 'conda-platform' });
    expect(await createWith('subdir: linux-aarch64\n', ['probe-activate'], PASSED)).toMatchObject({
      exit: 0,
    });
  });

  it('shows what holds', async () => {
    const { own } = await createWith('always_softlink: true\npinned_packages: [probe-shared=1.0]\n', [
      'probe-activate',
    ]);
    const words = [...condaPrograms.conda.show_settings];
    const { stdout, exit } = await own.start(parts.conda, words, PASSED);
    expect(exit).toBe(0);
    expect(stdout).toContain('always_softlink: False');
    expect(stdout).toContain('ignore_pinned: True');
    expect(stdout).toContain('  - probe-shared=1.0');
  });

  it.each([
    ['override_channels_enabled: false\n', 'conda-channels-fixed', 'override_channels_enabled'],
    ['allowlist_channels: ["file:///nowhere"]\n', 'conda-channel-not-allowed', 'allowlist_channels'],
    ['disallowed_packages: [probe-shared]\n', 'conda-package-not-allowed', '`probe-shared`'],
    ['channels: [a\nb: c\n', 'conda-settings-broken', 'Line 2 of `HOME/.condarc`'],
    ['channels: "a\n', 'conda-settings-broken', 'HOME/.condarc'],
  ])('stops at %j, which is explained', async (condarc, code, fact) => {
    const { exit, stderr, own } = await createWith(condarc, ['probe-shared'], PASSED);
    expect(exit).toBe(1);
    const cause = causeOf(stderr);
    expect({ code: cause.code, words: `${cause.message}. ${cause.hint}` }).toEqual({
      code,
      words: expect.stringContaining(fact.replace('HOME', own.home)),
    });
  });

  it('takes all back where the script of a package fails, which is explained', async () => {
    const { exit, stderr, packages } = await createWith('', ['probe-post-link']);
    expect({ exit, packages }).toEqual({ exit: 1, packages: [] });
    const cause = causeOf(stderr);
    expect(cause.code).toBe('post-link-failed');
    expect(cause.message).toContain('`probe-post-link`');
    expect(cause.message).toContain('post-link says: cannot write registry');
  });
});

function causeOf(text: string) {
  const lines = text.split('\n').map((line, index) => ({ line: index + 1, text: line }));
  return diagnose({ tool: 'conda', phase: 'create', exit: 1, lines });
}
