/**
 * Two operations on one kernel at once: what is on disk afterwards has to be what those that reported success make of it,
 * one after the other.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { namesInDirectory } from '../../src/base/files.js';
import { listGenerations } from '../../src/kernels/history/generations.js';
import { listKernels } from '../../src/kernels/kernelspec.js';
import { unfinishedMoves } from '../../src/kernels/moves/unfinished.js';
import { undoableRemovals } from '../../src/kernels/removal/removal.js';
import type { Home } from './home.js';
import { resultOf } from './operate.js';
import { putKernel } from './published.js';

/** A kernel of the launcher. */
interface KernelState {
  published: number;
  generations: number[];
  frozen: boolean;
}

/** What a launcher has, and which kernels can be brought back. */
export interface State {
  kernels: Record<string, KernelState>;
  removed: Record<string, KernelState>;
}

/** What an operation on `mine` makes of a state; undefined if it refuses. */
type Change = (mine: KernelState, state: State) => State | undefined;

export interface PairedOperation {
  id: string;
  given: Record<string, unknown>;
  /** What is done before, so that there is something to do. */
  before?: string;
  change: Change;
}

const withMine = (state: State, mine: KernelState): State => ({
  ...state,
  kernels: { ...state.kernels, mine },
});

const withoutMine = ({ kernels: { mine: _, ...kernels }, removed }: State): State => ({ kernels, removed });

const built: Change = (mine, state) => {
  if (mine.frozen) return undefined;
  const published = Math.max(...mine.generations, mine.published) + 1;
  return withMine(state, { ...mine, published, generations: [...mine.generations, published] });
};

const thawed =
  (change: (mine: KernelState) => KernelState | undefined): Change =>
  (mine, state) => {
    const changed = mine.frozen ? undefined : change(mine);
    return changed && withMine(state, changed);
  };

export const pairedOperations: readonly PairedOperation[] = [
  { id: 'update', given: { add: ['iniconfig'] }, change: built },
  { id: 'rebuild', given: {}, change: built },
  {
    id: 'clone',
    given: { new_name: 'twin' },
    change: (_, { kernels, removed }) =>
      kernels.twin
        ? undefined
        : { kernels: { ...kernels, twin: { published: 1, generations: [1], frozen: false } }, removed },
  },
  {
    id: 'rollback',
    given: { generation: 1 },
    change: thawed((mine) =>
      mine.published === 1 || !mine.generations.includes(1) ? undefined : { ...mine, published: 1 },
    ),
  },
  { id: 'prune', given: { keep: 0 }, change: thawed((mine) => ({ ...mine, generations: [mine.published] })) },
  { id: 'restore', given: {}, change: thawed((mine) => mine) },
  { id: 'pin', given: { generation: 2 }, change: thawed((mine) => mine) },
  { id: 'unpin', given: { generation: 2 }, change: thawed((mine) => mine) },
  { id: 'set-display-name', given: { text: 'Another' }, change: thawed((mine) => mine) },
  {
    id: 'rename',
    given: { new_name: 'other' },
    change: (mine, state) => {
      if (mine.frozen) return undefined;
      const { kernels, removed } = withoutMine(state);
      return { kernels: { ...kernels, other: mine }, removed };
    },
  },
  {
    id: 'freeze',
    given: {},
    change: (mine, state) => withMine(state, { ...mine, frozen: true }),
  },
  {
    id: 'thaw',
    given: {},
    before: 'freeze',
    change: (mine, state) => withMine(state, { ...mine, frozen: false }),
  },
  {
    id: 'remove',
    given: {},
    change: (mine, state) => {
      if (mine.frozen) return undefined;
      const { kernels, removed } = withoutMine(state);
      return { kernels, removed: { ...removed, mine } };
    },
  },
  { id: 'undo', given: {}, before: 'remove', change: () => undefined },
];

function applied({ id, change }: PairedOperation, state: State): State | undefined {
  const { kernels, removed } = state;
  if (id !== 'undo') return kernels.mine && change(kernels.mine, state);
  const { mine, ...others } = removed;
  return mine && !kernels.mine ? { kernels: { ...kernels, mine }, removed: others } : undefined;
}

/** What operations make of a state, in each order in which all of them can be done. */
export function outcomes(operations: readonly PairedOperation[], state: State): State[] {
  if (operations.length === 0) return [state];
  return operations.flatMap((operation, at) => {
    const next = applied(operation, state);
    return next ? outcomes(operations.toSpliced(at, 1), next) : [];
  });
}

/** What is on disk. */
export async function stateOf(home: Home): Promise<State> {
  const kernels = (await listKernels(home.site)).map((kernel) => {
    const generations = listGenerations(kernel).map(({ number }) => number);
    const { generation = 0, frozen } = kernel.origin ?? {};
    return [
      kernel.name,
      { published: generation, generations: generations.sort(), frozen: frozen !== undefined },
    ];
  });
  const removed = undoableRemovals(home.site).map(({ kernel }) => [kernel, {}]);
  return { kernels: Object.fromEntries(kernels), removed: Object.fromEntries(removed) };
}

/** The state is one of these, each kernel of it can be started, and nothing is held or left. */
export async function expectOutcome(home: Home, possible: readonly State[], where: string): Promise<void> {
  const found = await stateOf(home);
  const shown = possible.map(({ kernels, removed }) => ({
    kernels: Object.fromEntries(
      Object.entries(kernels).map(([name, each]) => [
        name,
        { ...each, generations: [...each.generations].sort() },
      ]),
    ),
    removed: Object.fromEntries(Object.keys(removed).map((name) => [name, {}])),
  }));
  expect(shown, where).toContainEqual(found);
  for (const { origin, name, unreadable } of await listKernels(home.site)) {
    const prefix = origin?.prefix ?? '';
    for (const file of ['bin/python', '.create_kernel/generation.json', '.create_kernel/lock.txt'])
      expect(existsSync(join(prefix, file)), `${where}: ${file} of ${name}`).toBe(true);
    expect(unreadable, where).toBeUndefined();
  }
  expect(unfinishedMoves(home.site), where).toEqual([]);
  expect(
    namesInDirectory(join(home.data_root, 'locks')).filter((name) => name.startsWith('name-')),
    where,
  ).toEqual([]);
}

/** Each with each, and with itself. Two that need another beginning each do not meet. */
export function pairsOf(
  operations: readonly PairedOperation[],
): { title: string; pair: readonly [PairedOperation, PairedOperation] }[] {
  return operations.flatMap((one, at) =>
    operations
      .slice(at)
      .filter((other) => one === other || !one.before || !other.before)
      .map((other) => ({ title: `${one.id} and ${other.id}`, pair: [one, other] as const })),
  );
}

/** A home for a pair, and the state that is known to be there. */
export async function beginPair(home: Home, pair: readonly PairedOperation[]): Promise<State> {
  putKernel(home, { locks: ['six==1.16.0\n', 'six==1.16.0\n'] });
  const { kernels } = await stateOf(home);
  const before = pair.find((each) => each.before)?.before;
  if (before) await resultOf(home, before, 'mine');
  return before === 'remove' ? { kernels: {}, removed: kernels } : stateOf(home);
}

/** The directories of a frozen kernel have to be deleted after the test. */
export async function thawAll(home: Home): Promise<void> {
  for (const [name, { frozen }] of Object.entries((await stateOf(home)).kernels))
    if (frozen) await resultOf(home, 'thaw', name);
}
