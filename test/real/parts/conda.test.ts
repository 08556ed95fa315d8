/** What a manager of the conda family relies on; with CONDA_UNDER_TEST, whether a real one does it as well. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, run } from '../../../src/process.js';
import {
  type CondaName,
  type CondaParts,
  condaParts,
  type Fault,
  withFault,
} from '../../parts/conda/index.js';

interface Manners {
  name: CondaName;
  activate(prefix: string): string[];
  lock(prefix: string): string[];
  unsatisfiable: RegExp;
  unknown: RegExp;
  missingChannel: RegExp;
  failureAsJson: object;
}

const mambaManners = {
  activate: (prefix: string) => ['shell', 'activate', '--shell', 'bash', '--prefix', prefix],
  lock: (prefix: string) => ['env', 'export', '--explicit', '--md5', '--prefix', prefix],
  unsatisfiable: /^error {4}libmamba Could not solve for environment specs/m,
  unknown: /does not exist \(perhaps a typo or a missing channel\)/,
  missingChannel: /^critical libmamba .*\n? *Download error \(37\) Couldn't read a file:\/\/ file/m,
  failureAsJson: { success: false, solver_problems: expect.any(Array) },
};

const tools: Manners[] = [
  {
    name: 'conda',
    activate: (prefix) => ['shell.posix', 'activate', prefix],
    lock: (prefix) => ['list', '--explicit', '--md5', '--prefix', prefix],
    unsatisfiable: /^\w*UnsatisfiableError: /m,
    unknown:
      /^PackagesNotFoundInChannelsError: The following packages are not available from current channels:/m,
    missingChannel: /^UnavailableInvalidChannel: HTTP 404 UNAVAILABLE OR INVALID for channel nowhere/m,
    failureAsJson: { error: expect.any(String), exception_name: 'PackagesNotFoundInChannelsError' },
  },
  { name: 'mamba', ...mambaManners },
  { name: 'micromamba', ...mambaManners },
];

let parts: CondaParts;
let directory: string;
let prefix: string;

beforeAll(async () => {
  parts = await condaParts();
  directory = await mkdtemp(join(tmpdir(), 'conda-parts-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));
beforeEach(async () => {
  prefix = join(await mkdtemp(join(directory, 'case-')), 'environment');
});

/** In a nearly empty environment, as the app starts it; all tests share one package cache. */
function start(program: string, words: string[]): Promise<Answer> {
  const environment = {
    PATH: '/usr/bin:/bin',
    HOME: directory,
    CONDA_PKGS_DIRS: join(directory, 'packages'),
  };
  return run([program, ...words], { environment, seconds: 120 });
}

function create(program: string, ...words: string[]): Promise<Answer> {
  return start(program, ['create', '--yes', '--prefix', prefix, '--override-channels', ...words]);
}

async function made(program: string, ...packages: string[]): Promise<void> {
  const answer = await create(program, '--channel', parts.channel, ...packages);
  expect(answer, answer.stderr).toMatchObject({ exit: 0 });
}

/** The packages that an environment records. */
async function packagesIn(place: string): Promise<string[]> {
  const files = await readdir(join(place, 'conda-meta')).catch(() => []);
  return files.filter((file) => file.endsWith('.json')).sort();
}

describe.each(tools)('$name', ({ name, ...manners }) => {
  it('tells its version in the first words', async () => {
    const { exit, stdout } = await start(parts[name], ['--version']);
    expect(exit).toBe(0);
    expect(stdout).toMatch(name === 'conda' ? /^conda \d+\.\d+/ : /^\d+\.\d+/);
  });

  it('makes an environment whose Python runs in it and imports numpy', async () => {
    await made(parts[name], `python=${parts.python}`, 'numpy');
    const code = 'import numpy, ssl, sqlite3, sys; print(sys.prefix, int(numpy.arange(5).sum()))';
    const python = await start(join(prefix, 'bin/python'), ['-I', '-c', code]);
    expect(python.stdout, python.stderr).toBe(`${prefix} 10`);
  });

  it('replaces an environment without a word, which is why an existing prefix is never given to it', async () => {
    await made(parts[name], 'probe-shared');
    await made(parts[name], 'probe-activate');
    expect(await packagesIn(prefix)).toEqual(['probe-activate-1.0-0.json']);
  });

  it.each([
    ['packages that exclude each other', ['probe-left', 'probe-right'], manners.unsatisfiable],
    ['a package whose dependency is missing', ['probe-broken'], manners.unsatisfiable],
    ['a package for hardware that is not there', ['probe-gpu'], manners.unsatisfiable],
    ['a package for an older Python', [`python`, 'probe-old-python'], manners.unsatisfiable],
    ['an unknown package', ['no-such-package'], manners.unknown],
    ['an unknown version', ['numpy=99'], manners.unknown],
  ])('fails for %s, says why on stderr, and makes nothing', async (_, packages, words) => {
    const { exit, stderr } = await create(parts[name], '--channel', parts.channel, ...packages);
    expect(exit).not.toBe(0);
    expect(stderr).toMatch(words);
    expect(await packagesIn(prefix)).toEqual([]);
  });

  it('fails for a channel that is not there', async () => {
    const { exit, stderr } = await create(parts[name], '--channel', `file://${directory}/nowhere`, 'numpy');
    expect(exit).not.toBe(0);
    expect(stderr).toMatch(manners.missingChannel);
  });

  it('tells a failure as one JSON object of its own shape', async () => {
    const { exit, stdout } = await create(
      parts[name],
      '--json',
      '--channel',
      parts.channel,
      'no-such-package',
    );
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject(manners.failureAsJson);
  });

  it('prints an activation that sets the variables and runs the scripts of the packages', async () => {
    await made(parts[name], 'probe-activate');
    const words = manners.activate(prefix).map((word) => `'${word}'`);
    const wanted = ['PATH', 'CONDA_PREFIX', 'PROBE_ACTIVE', 'PROBE_VARIABLE'].map((each) => `"$${each}"`);
    const script = `eval "$('${parts[name]}' ${words.join(' ')})"\nprintf '%s\\n' ${wanted.join(' ')}`;
    const { stdout, stderr } = await start('/bin/bash', ['-c', script]);
    expect(stderr).toBe('');
    const lines = [`${prefix}/bin:/usr/bin:/bin`, prefix, `yes, in ${prefix}`, "it's set"];
    expect(stdout.split('\n')).toEqual(lines);
  });

  it('gives a lock with hashes, from which create makes the same environment', async () => {
    await made(parts[name], 'probe-left', 'python');
    const lock = await start(parts[name], manners.lock(prefix));
    expect(lock.stdout).toContain('@EXPLICIT\n');
    expect(lock.stdout).toMatch(/^file:\/\/.*\/probe-shared-1\.1-pyhd_0\.conda#[0-9a-f]{32}$/m);
    await writeFile(`${prefix}.lock`, `${lock.stdout}\n`);
    const packages = await packagesIn(prefix);
    prefix += '-again';
    expect(await create(parts[name], '--file', `${prefix.replace(/-again$/, '')}.lock`)).toMatchObject({
      exit: 0,
    });
    expect(await packagesIn(prefix)).toEqual(packages);
  });

  it('tells in a dry run what it would fetch, with sizes in bytes, and makes nothing', async () => {
    const words = ['--dry-run', '--json', '--channel', parts.channel, 'probe-bulky'];
    const { exit, stdout } = await create(parts[name], ...words);
    expect(exit).toBe(0);
    const { actions } = JSON.parse(stdout);
    expect(actions.LINK).toMatchObject([{ name: 'probe-bulky', version: '1.0' }]);
    expect(actions.FETCH).toMatchObject([{ name: 'probe-bulky', size: expect.any(Number) }]);
    expect(actions.FETCH[0].size).toBeGreaterThan(8 * 1024 ** 2);
    expect(existsSync(prefix)).toBe(false);
  });

  it('lists what is installed as JSON, and the environments that it made', async () => {
    await made(parts[name], 'probe-shared=1.0');
    const listed = JSON.parse((await start(parts[name], ['list', '--json', '--prefix', prefix])).stdout);
    expect(listed).toContainEqual(expect.objectContaining({ name: 'probe-shared', version: '1.0' }));
    const { envs } = JSON.parse((await start(parts[name], ['env', 'list', '--json'])).stdout);
    expect(envs).toContain(prefix);
  });

  it('refuses an unknown command with a status of its own', async () => {
    expect(await start(parts[name], ['nonsense'])).toMatchObject({ exit: name === 'conda' ? 2 : 109 });
  });
});

describe('a fault', () => {
  const faulty = (fault: Fault) => withFault(parts.conda, fault, join(directory, fault));

  it('abort: the program dies of a signal after its error', async () => {
    const answer = await create(await faulty('abort'), '--channel', parts.channel, 'probe-broken');
    expect(answer.exit).toBeNull();
    expect(answer.stderr).toContain('RattlerUnsatisfiableError');
  });

  it('nothing: status 0, and no environment', async () => {
    expect(await create(await faulty('nothing'), '--channel', parts.channel, 'numpy')).toMatchObject({
      exit: 0,
    });
    expect(existsSync(prefix)).toBe(false);
  });

  it('chatter: progress objects stand before the answer, each ended by a NUL', async () => {
    const words = ['--json', '--dry-run', '--channel', parts.channel, 'probe-bulky'];
    const { stdout } = await create(await faulty('chatter'), ...words);
    const objects = stdout.split('\0').map((part) => JSON.parse(part));
    expect(objects[0]).toMatchObject({ fetch: 'probe-bulky', finished: false });
    expect(objects.at(-1)).toMatchObject({ success: true });
  });

  it('nospace: fails with half an environment left behind', async () => {
    const answer = await create(await faulty('nospace'), '--channel', parts.channel, 'numpy');
    expect(answer).toMatchObject({ exit: 1, stderr: expect.stringContaining('No space left on device') });
    expect(await readdir(prefix)).toContain('conda-meta');
  });

  it('hang: stays until it is ended, with a prefix that is begun', async () => {
    const program = await faulty('hang');
    const environment = {
      PATH: '/usr/bin:/bin',
      HOME: directory,
      CONDA_PKGS_DIRS: join(directory, 'packages'),
    };
    const words = ['create', '--yes', '--prefix', prefix, '--channel', parts.channel, 'probe-shared'];
    expect(await run([program, ...words], { environment, seconds: 3 })).toMatchObject({ timedOut: true });
    expect(await readdir(prefix)).toEqual(['conda-meta']);
  });
});

describe('the stand-ins', () => {
  it('write to the prefix, the package cache and ~/.conda, and nowhere else', async () => {
    await made(parts.conda, 'probe-shared');
    const hidden = (await readdir(directory)).filter((name) => name.startsWith('.'));
    expect(hidden).toEqual(['.conda']);
    expect(await readdir(join(directory, '.conda'))).toEqual(['environments.txt']);
    expect(await readFile(join(directory, '.conda/environments.txt'), 'utf8')).toContain(`${prefix}\n`);
  });
});
