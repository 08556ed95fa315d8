/** Ended builds, written as a runner leaves them, for readers that need no process. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BuildFiles,
  buildFiles,
  buildsDirectory,
  locksDirectory,
} from '../../src/builds/build-directory.js';
import type { Snapshot } from '../../src/builds/journal/stored-events.js';
import { renderRecipe } from '../../src/recipe/formats/recipe.js';
import type { RecipeInput } from '../../src/recipe/recipe.js';
import type { BuildEvent, BuildStatus, Cause } from '../../src/shared/builds/build-events.js';
import { foldEvent, initialState } from '../../src/shared/builds/build-state.js';
import type { Home } from './home.js';
import { pretendPlan, pretendRecipe } from './pretend.js';

export interface Past {
  name?: string;
  display_name?: string;
  status?: BuildStatus;
  /** The output lines of its only step. */
  output?: readonly string[];
  recipe?: Partial<RecipeInput>;
  cause?: Cause;
}

export interface PastBuild {
  id: string;
  files: BuildFiles;
  /** The journal's lines. */
  lines: string[];
}

const NOON = Date.UTC(2026, 10, 25, 12);
let count = 0;

/** Later calls make later builds. */
export function makePastBuild(
  home: Home,
  {
    name = 'pretend',
    display_name = `${name} kernel`,
    status = 'failed',
    output = [],
    recipe,
    cause,
  }: Past = {},
): PastBuild {
  count += 1;
  const id = `20261125-12${String(count).padStart(4, '0')}-abcdef`;
  const files = buildFiles(join(buildsDirectory(home.data_root), id));
  const plan = { ...pretendPlan(home, [], name), display_name };
  const steps = [{ id: 'work', phase: 'install', title: 'Work' } as const];
  const { generation, manager } = plan;
  const step = 'work';
  const events: BuildEvent[] = [
    { type: 'build', time: NOON, name, display_name, generation, manager, steps },
    { type: 'status', time: NOON, status: 'running' },
    { type: 'step-started', time: NOON, step, command: 'work hard' },
    ...output.map((text, index): BuildEvent => {
      return { type: 'output', time: NOON, step, stream: 'stdout', line: index + 1, text };
    }),
    { type: 'step-ended', time: NOON + 1500, step, exit: status === 'succeeded' ? 0 : 1, seconds: 1.5 },
    { type: 'status', time: NOON + 2000, status, ...(cause && { cause }) },
  ];
  const lines = events.map((event) => JSON.stringify(event));
  const order = {
    ...{ build: id, keep: false, log_bytes: 1e6, builds: 3, launcher: 'local', ordered: NOON },
    locks: locksDirectory(home.data_root),
  };
  mkdirSync(files.directory, { recursive: true });
  writeFileSync(files.plan, JSON.stringify(plan));
  writeFileSync(files.order, JSON.stringify(order));
  writeFileSync(files.recipe, renderRecipe(pretendRecipe({ name, ...recipe })));
  const journal = `${lines.join('\n')}\n`;
  writeFileSync(files.journal, journal);
  const snapshot = { state: events.reduce(foldEvent, initialState), offset: Buffer.byteLength(journal) };
  writeFileSync(files.status, JSON.stringify(snapshot satisfies Snapshot));
  return { id, files, lines };
}
