/**
 * `kill -9` of operations on real kernels: afterwards each kernel in the launcher has an interpreter with the kernel
 * package, and the next call finishes the operation, or undoes it.
 */
import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { expect } from 'vitest';
import { readBuild } from '../../src/builds/builds.js';
import { type Kernel, listKernels } from '../../src/kernels/kernelspec.js';
import { unfinishedMoves } from '../../src/kernels/moves/unfinished.js';
import type { Home } from './home.js';
import { killedAt, resultOf } from './operate.js';
import { compile } from './process.js';

const program = await compile(new URL('../kernels/programs/killed-move.ts', import.meta.url));

export interface Killing {
  id: string;
  name: string;
  given?: Record<string, unknown>;
}

/** The kernels of the launcher with their generations, except `witness`. Each can be started. */
export async function working(home: Home, where: string): Promise<Record<string, number>> {
  const kernels = (await listKernels(home.site)).filter(({ name }) => name !== 'witness');
  for (const { argv, name } of kernels) {
    const [interpreter = ''] = argv;
    const { exitCode } = await execa(interpreter, ['-I', '-c', 'import ipykernel'], { reject: false });
    expect(exitCode, `${where}: ${name}`).toBe(0);
  }
  return generations(kernels);
}

/** The same without a look at the kernels. */
export async function listed(home: Home): Promise<Record<string, number>> {
  return generations((await listKernels(home.site)).filter(({ name }) => name !== 'witness'));
}

function generations(kernels: readonly Kernel[]): Record<string, number> {
  return Object.fromEntries(kernels.map(({ name, origin }) => [name, origin?.generation ?? 0]));
}

/** Kills the build of an operation when it comes to a step; everything that it made is gone, or published. */
export async function killBuild(home: Home, { name, ...killing }: Killing, step: string): Promise<boolean> {
  const where = `${killing.id} killed at ${step}`;
  const id = await killedAt(home, { ...killing, name, step });
  const { state, plan } = await readBuild(id, home.site);
  const published = (await working(home, where))[plan.name] === plan.generation;
  expect(state.status, where).toBe(published ? 'succeeded' : 'interrupted');
  expect(existsSync(plan.prefix), where).toBe(published);
  expect(existsSync(plan.staging), where).toBe(false);
  return published;
}

type Call = readonly [id: string, kernel: string, given?: Record<string, unknown>];

export interface KilledMove extends Killing {
  /** The call that brings the kernel back. */
  back(generation: number): Call;
}

/** The moves that change which kernels the launcher has. */
export function killedMoves(name: string): KilledMove[] {
  return [
    { id: 'rollback', name, back: (generation) => ['rollback', name, { generation }] },
    { id: 'rename', name, given: { new_name: 'other' }, back: () => ['rename', 'other', { new_name: name }] },
    { id: 'remove', name, back: () => ['undo', name] },
  ];
}

/** Kills a move before each of its actions and after the last one; the next call, on `witness`, finishes it. */
export async function killMoves(home: Home, { id, name, given = {}, back }: KilledMove): Promise<void> {
  const before = await listed(home);
  const call = ([operation, kernel, values = {}]: Call) => resultOf(home, operation, kernel, values);
  for (let at = 0, actions = 1; at <= actions; at++) {
    const where = `${id} killed at action ${at}`;
    const words = [program, id, name, JSON.stringify(given), String(at)];
    const options = { env: home.environment, extendEnv: false, reject: false };
    const ran = await execa(process.execPath, words, options);
    expect(ran.signal, ran.stderr).toBe('SIGKILL');
    actions = Number(ran.stdout);
    await working(home, where);
    await call(['pin', 'witness']);
    expect(unfinishedMoves(home.site), where).toEqual([]);
    // A single action is done or not.
    const changed = actions > 1 || at > 0;
    if (changed) expect(await listed(home), where).not.toEqual(before);
    else expect(await listed(home), where).toEqual(before);
    if (changed) await call(back(before[name] ?? 1));
    expect(await working(home, where), where).toEqual(before);
  }
}
