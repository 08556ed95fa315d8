/** What the app relies on in conda, mamba and micromamba (conda.test.ts), required of the conda engine. */
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Answer, run } from '../../../src/base/process.js';
import { diagnose } from '../../../src/builds/diagnosis/diagnose.js';
import { withLinkedSizes } from '../../../src/kernels/requests/preview/linked-sizes.js';
import { readSolution } from '../../../src/managers/conda/rattler/rattler.js';
import { engineWords } from '../../parts/conda/engine.js';
import { type CondaParts, condaParts } from '../../parts/conda/index.js';
import { CondaCase, condaHome } from './conda-case.js';

let home: string;
let parts: CondaParts;
let engine: string[];
let conda: CondaCase;

beforeAll(async () => {
  [home, parts, engine] = await Promise.all([condaHome(), condaParts(), engineWords()]);
});
beforeEach(async () => {
  conda = await CondaCase.begin(home, parts.channel);
});
afterAll(() => rm(home, { recursive: true, force: true }));

interface Asked {
  channels?: string[];
  options?: string[];
  variables?: Record<string, string>;
  /** The home with the package cache. */
  cache?: string;
}

function ask(
  words: string[],
  { channels = [parts.channel], options = [], variables, cache = home }: Asked = {},
): Promise<Answer> {
  const where = ['--cache', join(cache, 'packages'), '--prefix', conda.prefix];
  const from = channels.flatMap((channel) => ['--channel', channel]);
  return run([...engine, ...where, ...from, ...options, ...words], {
    environment: { ...conda.environment, ...variables },
    seconds: 600,
  });
}

async function make(...specs: string[]): Promise<void> {
  const answer = await ask(['create', ...specs]);
  expect(answer, answer.stderr).toMatchObject({ exit: 0, stderr: '' });
}

function causeOf({ stdout, stderr }: Answer, command: string[] = []) {
  const lines = `${stdout}\n${stderr}`.split('\n').map((text, index) => ({ line: index + 1, text }));
  return diagnose({ tool: 'rattler', phase: 'create', exit: 1, command, lines });
}

/** A copy of the channel with one file in it changed. */
async function damagedChannel(): Promise<string> {
  const directory = join(await condaHome(), 'channel');
  await run(['cp', '-r', new URL(parts.channel).pathname, directory], { environment: {}, seconds: 60 });
  await writeFile(join(directory, 'noarch/probe-left-1.0-0.conda'), 'another file');
  return `file://${directory}`;
}

/** A channel with one of the packages without a platform. */
async function partOfChannel(file: string): Promise<string> {
  const directory = join(await condaHome(), 'part');
  const text = await readFile(join(fileURLToPath(parts.channel), 'noarch/repodata.json'), 'utf8');
  const { 'packages.conda': all, ...index } = JSON.parse(text);
  for (const [subdir, packages] of Object.entries({ noarch: { [file]: all[file] }, 'linux-64': {} })) {
    await mkdir(join(directory, subdir), { recursive: true });
    const content = { ...index, info: { subdir }, 'packages.conda': packages };
    await writeFile(join(directory, subdir, 'repodata.json'), JSON.stringify(content));
  }
  return `file://${directory}`;
}

describe('create', () => {
  it('makes an environment with a working Python, the programs of noarch packages, and conda’s records', async () => {
    await make(`python=${parts.python}`, 'numpy', 'pip');
    const code = 'import numpy, ssl, sqlite3, sys; print(sys.prefix, int(numpy.arange(5).sum()))';
    const python = await conda.start(join(conda.prefix, 'bin/python'), ['-I', '-c', code]);
    expect(python.stdout, python.stderr).toBe(`${conda.prefix} 10`);
    const pip = await conda.start(join(conda.prefix, 'bin/pip'), ['--version']);
    expect(pip.stdout, pip.stderr).toContain(conda.prefix);
    const listed = await conda.start(parts.conda, ['list', '--json', '--prefix', conda.prefix]);
    expect(JSON.parse(listed.stdout)).toContainEqual(expect.objectContaining({ name: 'numpy' }));
  });

  it('is activated as an environment of conda', async () => {
    await make('probe-activate', 'probe-values');
    const { variables, notes } = await conda.activate(parts.conda);
    expect(notes).toBe('');
    expect(variables).toMatchObject({
      PROBE_ACTIVE: `yes, in ${conda.prefix}`,
      PROBE_VARIABLE: 'is set',
      PROBE_QUOTE: 'it\'s "set"',
    });
  });

  it('leaves an environment that exists as it is', async () => {
    await make('probe-left');
    expect(await ask(['create', 'probe-activate'])).toMatchObject({ exit: 1 });
    expect(await conda.packages()).toContain('probe-left-1.0-0.json');
  });

  it.each([
    ['packages that exclude each other', ['probe-left', 'probe-right'], 'conflict'],
    ['a package with a missing dependency', ['probe-broken'], 'dependency-missing'],
    ['a package for hardware that is not there', ['probe-gpu'], 'no-gpu-driver'],
    ['a package for an older Python', ['python', 'probe-old-python'], 'conflict'],
    ['an unknown package', ['no-such-package'], 'no-such-package'],
    ['an unknown version', ['numpy=99'], 'no-such-version'],
    ['a spec that conda reads in another way', ['python=>3'], 'spec-not-understood'],
    ['a package with a script that fails', ['probe-post-link'], 'post-link-failed'],
  ])('fails for %s, says why, and makes nothing', async (_, specs, code) => {
    const answer = await ask(['create', ...specs]);
    expect(answer.exit).toBe(1);
    expect(causeOf(answer, specs).code).toBe(code);
    expect(await conda.packages()).toEqual([]);
  });

  it.each([
    ['a directory that is not there', 'file:///nowhere/channel', 'channel-missing'],
    ['a server that refuses', 'http://127.0.0.1:9/channel', 'connection-refused'],
  ])('fails for %s as a channel, says why, and makes nothing', async (_, channel, code) => {
    const answer = await ask(['create', 'six'], { channels: [channel] });
    expect({ exit: answer.exit, code: causeOf(answer).code }).toEqual({ exit: 1, code });
    expect(await conda.packages()).toEqual([]);
  });

  it('checks the hash of a file of a local channel', async () => {
    const cache = await condaHome();
    const answer = await ask(['create', 'probe-left'], { channels: [await damagedChannel()], cache });
    expect({ exit: answer.exit, code: causeOf(answer).code }).toEqual({ exit: 1, code: 'hash-mismatch' });
  });

  it('takes a package from the first channel that has it', async () => {
    const damaged = await damagedChannel();
    const { stdout } = await ask(['create', 'probe-shared'], { channels: [damaged, parts.channel] });
    expect(stdout).toContain(` - ${damaged}\n - ${parts.channel}\n`);
    expect((await ask(['lock'])).stdout).toContain(`${damaged}/noarch/probe-shared-2.0`);
  });

  it('uses the driver version that the site sets', async () => {
    const answer = await ask(['create', 'probe-gpu'], { variables: { CONDA_OVERRIDE_CUDA: '99.1' } });
    expect(answer, answer.stderr).toMatchObject({ exit: 0 });
  });
});

it.each([
  ['2.17', { exit: 1, code: 'glibc-too-old' }],
  ['2.28', { exit: 0 }],
])('solve takes the C library that the site sets for that of the host: %s', async (version, expected) => {
  const answer = await ask(['solve', 'numpy'], { variables: { CONDA_OVERRIDE_GLIBC: version } });
  const { exit } = answer;
  expect(exit === 0 ? { exit } : { exit, code: causeOf(answer).code }).toEqual(expected);
});

describe('the priority of channels', () => {
  let first: string;
  beforeAll(async () => {
    first = await partOfChannel('probe-shared-1.0-pyhd_0.conda');
  });
  const versions = async (specs: string[], variables: Record<string, string> = {}) => {
    const answer = await ask(['solve', ...specs], { channels: [first, parts.channel], variables });
    if (answer.exit !== 0) return causeOf(answer, specs).code;
    const { packages } = JSON.parse(answer.stdout);
    return packages.find(({ name }: { name: string }) => name === 'probe-shared')?.version;
  };

  it('is that of their order: the first that has a package has all its versions', async () => {
    expect(await versions(['probe-shared'])).toBe('1.0');
  });

  it('gives way where it has no solution, unless the settings say `strict`', async () => {
    expect(await versions(['probe-right'])).toBe('2.0');
    const CONDARC = join(await condaHome(), 'condarc');
    await writeFile(CONDARC, 'channel_priority: strict\n');
    expect(await versions(['probe-right'], { CONDARC })).toBe('conflict');
  });
});

describe('settings of conda', () => {
  async function withSettings(text: string, channels: string[]): Promise<Answer> {
    const file = join(await condaHome(), 'condarc');
    await writeFile(file, text);
    return ask(['create', 'probe-left'], { channels, variables: { CONDARC: file } });
  }

  it('say where a channel is that has only a name', async () => {
    const alias = parts.channel.replace(/\/[^/]*$/, '');
    const answer = await withSettings(`channel_alias: ${alias}\ncreate_default_packages: [nothing]\n`, [
      'conda-forge',
    ]);
    expect(answer, answer.stderr).toMatchObject({
      exit: 0,
      stderr: expect.stringMatching(/: channel_alias\n?$/),
    });
    expect((await ask(['lock'])).stdout).toContain(`${parts.channel}/noarch/probe-left-1.0-0.conda#`);
  });

  it('have logins, which no message repeats', async () => {
    const seen: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers.authorization);
      readFile(join(fileURLToPath(parts.channel), request.url ?? '')).then(
        (content) => response.end(content),
        () => response.writeHead(404).end(),
      );
    });
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await withSettings(`custom_channels: {mine: 'http://ada:pa55word@127.0.0.1:${port}'}\n`, [
      'mine',
    ]);
    expect(answer.exit).toBe(1);
    expect(answer.stdout + answer.stderr).not.toContain('pa55word');
    expect(new Set(seen)).toEqual(new Set([`Basic ${Buffer.from('ada:pa55word').toString('base64')}`]));
  });

  it('that are no YAML end with their file and the reason', async () => {
    const answer = await withSettings('channels: [a\nb: c\n', [parts.channel]);
    expect({ exit: answer.exit, code: causeOf(answer).code }).toEqual({
      exit: 1,
      code: 'conda-settings-broken',
    });
  });
});

it('update adds a package, and changes others only if they must', async () => {
  await make('probe-shared=1.0');
  const added = await ask(['update', 'probe-activate']);
  expect(added, added.stderr).toMatchObject({ exit: 0 });
  expect(await conda.packages()).toEqual(
    expect.arrayContaining(['probe-activate-1.0-0.json', 'probe-shared-1.0-pyhd_0.json']),
  );
  await ask(['update', 'probe-right', 'probe-shared']);
  expect(await conda.packages()).toContain('probe-shared-2.0-pyhd_0.json');
});

it('lock has hashes, from which create makes the same environment with another cache, as conda does', async () => {
  await make('probe-left', 'python', 'pip');
  const packages = await conda.packages();
  const { stdout } = await ask(['lock']);
  expect(stdout).toMatch(/^# platform: linux-64\n@EXPLICIT\n/);
  expect(stdout).toMatch(/^file:\/\/.*\/probe-shared-1\.1-pyhd_0\.conda#[0-9a-f]{32}$/m);
  const lock = join(home, 'engine.lock');
  await writeFile(lock, `${stdout}\n`);
  conda = await CondaCase.begin(home, parts.channel);
  const again = await ask(['create'], { channels: [], options: ['--lock', lock], cache: await condaHome() });
  expect(again, again.stderr).toMatchObject({ exit: 0 });
  expect(await conda.packages()).toEqual(packages);
  expect((await ask(['lock'])).stdout).toBe(stdout);
  conda = await CondaCase.begin(home, parts.channel);
  await conda.make(parts.conda, '--file', lock);
  expect(await conda.packages()).toEqual(packages);
});

it('a lock with another hash is refused', async () => {
  const lock = join(home, 'wrong.lock');
  await writeFile(lock, `@EXPLICIT\n${parts.channel}/noarch/probe-left-1.0-0.conda#${'0'.repeat(32)}\n`);
  const answer = await ask(['create'], { channels: [], options: ['--lock', lock], cache: await condaHome() });
  expect({ exit: answer.exit, code: causeOf(answer).code }).toEqual({ exit: 1, code: 'hash-mismatch' });
});

it('solve reports the bytes to download, and makes nothing', async () => {
  const solved = async (cache: string) => {
    const { stdout } = await ask(['solve', 'probe-bulky'], { cache });
    return (
      await withLinkedSizes(readSolution(stdout, { layout: 'conda', cache: join(cache, 'packages') }))
    )[0];
  };
  const bulky = await solved(await condaHome());
  expect(bulky).toMatchObject({ name: 'probe-bulky', version: '1.0', source: 'conda' });
  expect(bulky?.size).toBeGreaterThan(8 * 1024 ** 2);
  expect(bulky).not.toHaveProperty('linked');
  await make('probe-bulky');
  expect(await solved(home)).toMatchObject({ size: 0, linked: { files: 1 } });
});

it('takes what a shared cache has from there, reads it only, and downloads the rest', async () => {
  const [filled, cache] = [await condaHome(), await condaHome()];
  expect(await ask(['create', 'probe-activate'], { cache: filled })).toMatchObject({ exit: 0 });
  const shared = join(filled, 'packages');
  const before = await readdir(shared);
  // Another package of the same name, by what conda writes beside one that it has unpacked.
  const other = join(filled, 'other');
  await cp(join(shared, 'probe-activate-1.0-0'), join(other, 'probe-activate-1.0-0'), { recursive: true });
  const record = join(other, 'probe-activate-1.0-0/info/repodata_record.json');
  await writeFile(record, JSON.stringify({ sha256: '0'.repeat(64) }));
  // A link that a killed process has left.
  await mkdir(join(cache, 'packages'));
  await symlink('/proc/nonexistent', join(cache, 'packages/probe-bulky-1.0-0'));
  conda = await CondaCase.begin(home, parts.channel);
  const options = [other, shared].flatMap((each) => ['--shared-cache', each]);
  const answer = await ask(['create', 'probe-activate', 'probe-bulky'], { cache, options });
  expect(answer, answer.stderr).toMatchObject({ exit: 0, stderr: '' });
  expect(answer.stdout).toContain(`\n1 of 2 packages are in the shared cache ${shared}\n`);
  expect(await conda.packages()).toEqual(['probe-activate-1.0-0.json', 'probe-bulky-1.0-0.json']);
  expect(await readdir(shared)).toEqual(before);
  // Another build may be reading a linked package, so that the link stays as long as the site shares that cache.
  expect(await linkedIn(cache)).toEqual(['probe-activate-1.0-0']);
  const solved = (await ask(['solve', 'probe-activate'], { cache })).stdout;
  const [{ linked } = {}] = await withLinkedSizes(
    readSolution(solved, { layout: 'conda', cache: join(cache, 'packages') }),
  );
  expect(linked?.files).toBeGreaterThan(1);
  conda = await CondaCase.begin(home, parts.channel);
  expect(await ask(['create', 'probe-activate'], { cache })).toMatchObject({ exit: 0 });
  expect(await linkedIn(cache)).toEqual([]);
});

/** The packages of a cache that are links to another one. */
async function linkedIn(cache: string): Promise<string[]> {
  const entries = await readdir(join(cache, 'packages'), { withFileTypes: true });
  return entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name);
}

it.each(['none', 'one'])(
  'two environments are made at once with one cold cache and %s that is shared',
  async (has) => {
    const [cache, shared] = [await condaHome(), join(home, 'packages')];
    const options = has === 'one' ? ['--shared-cache', shared] : [];
    const first = ask(['create', 'probe-bulky', 'probe-left'], { cache, options });
    conda = await CondaCase.begin(home, parts.channel);
    const second = ask(['create', 'probe-bulky', 'probe-left'], { cache, options });
    expect((await Promise.all([first, second])).map(({ exit }) => exit)).toEqual([0, 0]);
  },
);
