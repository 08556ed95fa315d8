/** Shared by the benchmarks: a temporary home, alternating runs, medians, and printed figures. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readBuild } from '../src/builds/builds.js';
import { followJournal } from '../src/builds/journal/follow.js';
import type { BuildState } from '../src/shared/builds/build-state.js';
import { type EquippedSite, equipSite, readSite, type Site } from '../src/site/site.js';

export interface BenchHome {
  directory: string;
  /** The environment of processes that work in this home. */
  environment: Record<string, string>;
  site: Site;
  equip(): Promise<EquippedSite>;
}

/** Runs a benchmark in a temporary home, which is removed afterwards. */
export async function withHome(
  bench: (home: BenchHome) => Promise<void>,
  settings: object = {},
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'create-kernel-bench-'));
  const at = (name: string) => join(directory, name);
  for (const name of ['home', 'environments']) mkdirSync(at(name));
  const locations = [{ id: 'bench', title: 'Bench', path: at('environments') }];
  writeFileSync(at('site.yml'), stringify({ locations, jupyter_data: at('jupyter'), ...settings }));
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: at('home'),
    CREATE_KERNEL_SITE: at('site.yml'),
    CREATE_KERNEL_DATA: at('data'),
  };
  try {
    const site = readSite(environment);
    await bench({ directory, environment, site, equip: () => equipSite(site, environment) });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Runs two things in turn, A B A B …, after one pair that does not count. Returns seconds. */
export async function inTurn(
  pairs: number,
  a: (run: number) => Promise<void>,
  b: (run: number) => Promise<void>,
) {
  const [first, second]: [number[], number[]] = [[], []];
  for (let run = 0; run <= pairs; run++) {
    const times = [await seconds(() => a(run)), await seconds(() => b(run))] as const;
    if (run === 0) continue;
    first.push(times[0]);
    second.push(times[1]);
  }
  return {
    a: median(first),
    b: median(second),
    ratio: median(first.map((time, index) => time / (second[index] ?? 1))),
  };
}

export async function seconds(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The quantile: this part of all values does not exceed it. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Prints a figure with its target, and makes the program fail if it is missed. */
export function tell(what: string, value: number, aim: { most?: number; least?: number }, unit = ''): void {
  const met =
    value <= (aim.most ?? Number.POSITIVE_INFINITY) && value >= (aim.least ?? Number.NEGATIVE_INFINITY);
  const aimed = aim.most === undefined ? `≥ ${aim.least}` : `≤ ${aim.most}`;
  console.log(`${met ? 'met   ' : 'MISSED'}  ${what}: ${value.toFixed(2)}${unit} (aim ${aimed}${unit})`);
  if (!met) process.exitCode = 1;
}

/** Waits for a build to end, as a page does. @throws Error if it did not succeed. */
export async function succeeded(id: string, site: Site): Promise<BuildState> {
  const { files } = await readBuild(id, site);
  for await (const { last } of followJournal(files, { from: 0, signal: new AbortController().signal }))
    if (last) break;
  const { state } = await readBuild(id, site);
  if (state.status === 'succeeded') return state;
  throw new Error(`Build ${id}: ${state.status}: ${state.cause?.message}`);
}
