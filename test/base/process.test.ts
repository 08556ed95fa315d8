import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { protectNewFiles, run } from '../../src/base/process.js';
import { startTime } from '../../src/builds/holding/processes/process-identity.js';
import { waitFor } from '../support/wait.js';

/** As a child process sees it. */
const umask = () => Number.parseInt(execFileSync('bash', ['-c', 'umask'], { encoding: 'utf8' }), 8);

describe('a file that a process of this app makes', () => {
  it.each([
    [0o000, 0o022],
    [0o002, 0o022],
    [0o022, 0o022],
    [0o027, 0o027],
    [0o077, 0o077],
  ])('is writable for no other user with the umask %o', (before, after) => {
    const old = process.umask(before);
    try {
      protectNewFiles();
      expect(umask()).toBe(after);
    } finally {
      process.umask(old);
    }
  });
});

describe('a program that is asked', () => {
  const ask = (script: string, more: { seconds?: number; input?: string } = {}) =>
    run(['/bin/sh', '-c', script], { environment: { ONLY: 'this' }, seconds: 600, ...more });

  it.each([
    ['succeeds', 'echo "$ONLY"; pwd; echo said >&2', { exit: 0, stdout: 'this\n/', stderr: 'said' }],
    ['fails', 'echo out; exit 3', { exit: 3, stdout: 'out', stderr: '' }],
    ['is ended by a signal', 'kill -9 $$', { exit: null, stdout: '', stderr: '' }],
  ])('%s: its exit status and its output are the answer', async (_, script, answer) => {
    expect(await ask(script)).toEqual({ ...answer, timedOut: false });
  });

  it('reads its input, or not', async () => {
    expect(await ask('cat', { input: 'two\nlines' })).toMatchObject({ stdout: 'two\nlines' });
    expect(await ask('exec 0<&-', { input: 'x'.repeat(1_000_000) })).toMatchObject({ exit: 0 });
  });

  it.each([
    ['does not exist', ['/nonexistent/program'], /ENOENT/],
    ['has too many words', ['/bin/true', 'x'.repeat(300_000)], /E2BIG/],
    ['has a word that no program can have', ['/bin/true', 'a\0b'], /null bytes/],
  ])('cannot be started if it %s: that is an answer', async (_, argv, reason) => {
    const { exit, stderr } = await run(argv, { environment: {}, seconds: 600 });
    expect({ exit, stderr }).toEqual({ exit: null, stderr: expect.stringMatching(reason) });
  });

  it('ends at its time limit, even if another one keeps its output open', async () => {
    const { exit, timedOut } = await ask('(trap "" TERM; sleep 920) & sleep 600', { seconds: 0.2 });
    expect({ exit, timedOut }).toEqual({ exit: null, timedOut: true });
  });

  it('ends with its descendants when it is no longer wanted', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'asked-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const wanted = new AbortController();
    const script = 'sleep 600 & echo $! > child.new; mv child.new child; wait';
    const answer = run(['/bin/sh', '-c', script], {
      ...{ environment: { PATH: '/usr/bin:/bin' }, seconds: 600, directory, signal: wanted.signal },
    });
    await waitFor('its child to run', () => existsSync(join(directory, 'child')));
    wanted.abort();
    expect(await answer).toMatchObject({ exit: null, timedOut: false });
    const child = Number(readFileSync(join(directory, 'child'), 'utf8'));
    await waitFor('its child to end', () => startTime(child) === undefined);
  });

  it('does not begin if it is not wanted', async () => {
    const signal = AbortSignal.abort();
    const asked = run(['/bin/sh', '-c', 'echo ran'], { environment: {}, seconds: 600, signal });
    expect(await asked).toEqual({ exit: null, stdout: '', stderr: '', timedOut: false });
  });
});
