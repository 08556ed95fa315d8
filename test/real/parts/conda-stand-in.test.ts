/** What is true of the stand-ins alone. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { diagnose } from '../../../src/builds/diagnosis/diagnose.js';
import { type CondaParts, condaParts, type Fault, withFault } from '../../parts/conda/index.js';
import { patient } from '../../support/wait.js';
import { CondaCase, condaHome } from './conda-case.js';

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

describe.skipIf(process.env.CONDA_UNDER_TEST)('a stand-in', () => {
  it('writes to the prefix, the package cache and ~/.conda, and nowhere else in the home', async () => {
    await conda.make(parts.conda, 'probe-shared');
    const names = (await readdir(home)).filter((name) => !name.startsWith('case-'));
    expect(names.sort()).toEqual(['.conda', 'packages']);
    expect(await readdir(join(home, '.conda'))).toEqual(['environments.txt']);
    expect(await readFile(join(home, '.conda/environments.txt'), 'utf8')).toContain(`${conda.prefix}\n`);
  });

  it('knows the channel as conda-forge, as a site does that has a mirror', async () => {
    const words = ['create', '--yes', '--prefix', conda.prefix, '--channel', 'conda-forge'];
    expect(await conda.start(parts.mamba, [...words, 'conda-forge::probe-shared=1.0'])).toMatchObject({
      exit: 0,
    });
    expect(await conda.packages()).toContain('probe-shared-1.0-pyhd_0.json');
  });

  it.each([
    ['probe-gpu', 'no-gpu-driver', 'CUDA'],
    ['no-such-package', 'no-such-package', '`no-such-package`'],
    ['numpy=99', 'no-such-version', '`numpy 99.*`'],
  ])('says of %s what the classic solver says, which is explained as %s', async (spec, code, fact) => {
    const { exit, stderr } = await conda.start(parts.conda, conda.words(spec), { CONDA_SOLVER: 'classic' });
    expect(exit).toBe(1);
    const lines = stderr.split('\n').map((text, index) => ({ line: index + 1, text }));
    const cause = diagnose({ tool: 'conda', phase: 'create', exit, lines });
    expect(cause.code, stderr).toBe(code);
    expect(cause.message).toContain(fact);
  });

  it('refuses a lock with another hash than the channel’s', async () => {
    await conda.make(parts.conda, 'probe-shared');
    const { stdout } = await conda.start(parts.conda, [
      'list',
      '--explicit',
      '--md5',
      '--prefix',
      conda.prefix,
    ]);
    const lock = join(home, 'changed.lock');
    await writeFile(lock, stdout.replace(/#.{32}$/, `#${'0'.repeat(32)}`));
    const again = await CondaCase.begin(home, parts.channel);
    const answer = await again.create(parts.conda, '--file', lock);
    expect(answer).toMatchObject({ exit: 1, stderr: expect.stringContaining('ChecksumMismatchError') });
  });
});

describe.skipIf(process.env.CONDA_UNDER_TEST)('a fault', () => {
  const faulty = (fault: Fault) => withFault(parts.conda, fault, join(home, 'faults', fault));

  it('abort: the program dies of a signal after its error', async () => {
    const answer = await conda.create(await faulty('abort'), 'probe-broken');
    expect(answer).toMatchObject({ exit: null, stderr: expect.stringContaining('UnsatisfiableError') });
  });

  it('nothing: status 0, and no environment', async () => {
    expect(await conda.create(await faulty('nothing'), 'numpy')).toMatchObject({ exit: 0 });
    expect(existsSync(conda.prefix)).toBe(false);
  });

  it('chatter: progress objects stand before the answer, each ended by a NUL', async () => {
    const { stdout } = await conda.create(await faulty('chatter'), '--json', '--dry-run', 'probe-bulky');
    const objects = stdout.split('\0').map((part) => JSON.parse(part));
    expect(objects[0]).toMatchObject({ fetch: 'probe-bulky', finished: false });
    expect(objects.at(-1)).toMatchObject({ success: true });
  });

  it('nospace: fails with half an environment left behind', async () => {
    const answer = await conda.create(await faulty('nospace'), 'numpy');
    expect(answer).toMatchObject({ exit: 1, stderr: expect.stringContaining('No space left on device') });
    expect(await readdir(conda.prefix)).toContain('conda-meta');
  });

  it('hang: stays until it is ended, with a prefix that is begun', async () => {
    const program = spawn(await faulty('hang'), conda.words('probe-shared'), { env: conda.environment });
    await vi.waitFor(async () => expect(await readdir(conda.prefix)).toEqual(['conda-meta']), patient);
    expect(program.exitCode).toBeNull();
    program.kill('SIGTERM');
    expect(await once(program, 'exit')).toEqual([null, 'SIGTERM']);
  });
});
