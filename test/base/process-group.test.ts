import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endGroup, signalChild, signalGroup } from '../../src/base/process-group.js';
import { identify, isAlive, startTime } from '../../src/builds/holding/processes/process-identity.js';
import { temporaryDirectory } from '../support/python.js';
import { waitFor } from '../support/wait.js';

/** Starts a group of processes that print their pids, one on each line. */
async function startGroup(script: string, count: number): Promise<{ group: number; pids: number[] }> {
  const child = spawn('bash', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  await waitFor('the processes to begin', () => text.split('\n').length > count);
  return { group: child.pid ?? 0, pids: text.trim().split('\n').map(Number) };
}

/** Long enough that no process is killed that would end by itself. */
const FOR_EVER = 1e9;
const isRunning = (pid: number) => startTime(pid) !== undefined;

describe('ending a process group', () => {
  it('ends the process and its descendants', async () => {
    const nested = 'echo $$; bash -c "echo \\$\\$; bash -c \\"echo \\\\\\$\\\\\\$; sleep 999\\"; true"; true';
    const { group, pids } = await startGroup(nested, 3);
    expect(pids.filter(isRunning)).toHaveLength(3);
    await endGroup(group, FOR_EVER);
    expect(pids.filter(isRunning)).toEqual([]);
  });

  it('kills a process that ignores SIGTERM', async () => {
    const { group, pids } = await startGroup("trap '' TERM; echo $$; while :; do sleep 0.05; done", 1);
    await endGroup(group, 200);
    await waitFor('it to be gone', () => !pids.some(isRunning));
  });

  it('gives processes time to clean up', async () => {
    const mark = join(await temporaryDirectory(), 'tidied up');
    const script = `trap 'sleep 0.3; touch "${mark}"; exit 0' TERM; echo $$; sleep 999 & wait`;
    const { group, pids } = await startGroup(script, 1);
    await endGroup(group, FOR_EVER);
    expect(existsSync(mark)).toBe(true);
    expect(pids.filter(isRunning)).toEqual([]);
  });

  it('does nothing if it has ended already', async () => {
    const child = spawn('true', { detached: true });
    await once(child, 'exit');
    await endGroup(child.pid ?? 0);
    expect(signalGroup(child.pid ?? 0, 0)).toBe(false);
  });
});

describe('the identity of a process', () => {
  it('distinguishes it from another process with the same pid', () => {
    const me = identify();
    expect(isAlive(me)).toBe(true);
    expect(isAlive({ ...me, start_time: '1' })).toBe(false);
    expect(isAlive({ ...me, boot_id: 'x' })).toBe(false);
    expect(isAlive({ ...me, pid: 2 ** 22 })).toBe(false);
  });

  it('is unknown on another host, and in a container with its own pids', () => {
    expect(isAlive({ ...identify(), host: 'elsewhere' })).toBeUndefined();
    expect(isAlive({ ...identify(), pid_namespace: 'pid:[1]' })).toBeUndefined();
    const { pid_namespace: _, ...older } = identify();
    expect(isAlive(older)).toBe(true);
  });

  it('is read correctly if the program’s name has spaces and brackets', async () => {
    const program = join(await temporaryDirectory(), ') 1 (a b');
    copyFileSync('/bin/sleep', program);
    const child = spawn(program, ['999']);
    expect(startTime(child.pid ?? 0)).toMatch(/^\d+$/);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(startTime(child.pid ?? 0)).toBeUndefined();
  });

  it('counts as ended once the process is a zombie', async () => {
    const child = spawn('bash', ['-c', 'sleep 0.1 & echo $!; exec sleep 999'], { detached: true });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    await waitFor('it to be a zombie', () => startTime(Number(line)) === undefined);
    process.kill(-(child.pid ?? 0), 'SIGKILL');
  });
});

it('A program that could not be started gets no signal, which would go to the group of this process', () => {
  const signals: (string | undefined)[] = [];
  const kill = (signal?: string) => signals.push(signal);
  signalChild({ pid: undefined, kill }, 'SIGKILL');
  signalChild({ pid: 1, kill });
  expect(signals).toEqual(['SIGTERM']);
});
