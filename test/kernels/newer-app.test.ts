import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { readBuild } from '../../src/builds/builds.js';
import { kernelText } from '../../src/cli/commands/kernels/show.js';
import { main } from '../../src/cli/main.js';
import { findKernel } from '../../src/kernels/find-kernel.js';
import { readReport } from '../../src/kernels/generation.js';
import { parseStoredRecipe } from '../../src/recipe/recipe.js';
import { RecordingTerminal } from '../cli/recording-terminal.js';
import type { Home } from '../support/home.js';
import { resultOf } from '../support/operate.js';
import { builds, makeHomeOf010 } from '../support/version-0.1.0.js';

/** A kernel and its build as a newer version may write them, with unknown numbers, fields and an operation. */
function makeNewer(): Home {
  const home = makeHomeOf010();
  const newer = {
    ...{ schema: 99, operation: 'teleport', colour: { of: 'tomorrow' } },
    ...{ language: 'klingon', manager: 'magic', source: 'stars' },
  };
  const change = (path: string, with_: (data: Record<string, unknown>) => object) =>
    writeFileSync(path, JSON.stringify(with_(JSON.parse(readFileSync(path, 'utf8')))));
  const add = (data: object) => ({ ...data, ...newer });
  const build = join(home.data_root, 'builds', builds['with-uv']);
  const kept = join(home.environments, 'with-uv/1/.create_kernel');
  for (const path of jsonIn(build)) change(path, add);
  appendFileSync(join(build, 'recipe.yml'), `mood: bright\n`);
  const dream = { type: 'dream', time: 1, status: 'asleep' };
  for (const event of [dream, { ...dream, type: 'status' }, 7])
    appendFileSync(join(build, 'journal.ndjson'), `${JSON.stringify(event)}\n`);
  change(join(build, 'plan.json'), (plan) => ({ ...plan, steps: [{ kind: 'wish' }], environment: 1 }));
  for (const path of jsonIn(kept)) change(path, add);
  change(join(home.environments, 'with-uv/.create_kernel.json'), add);
  const spec = join(home.jupyter_data, 'kernels/with-uv/kernel.json');
  // biome-ignore lint/suspicious/noExplicitAny: a test of any file's fields
  change(spec, ({ metadata, ...rest }: any) => {
    const { create_kernel: origin } = metadata;
    const { language, manager } = newer;
    const recipe = { ...origin.recipe, language, manager, mood: 'bright', star_packages: ['dust'] };
    recipe.packages = [...origin.recipe.packages, 'Warp::Drive@1.2'];
    return { ...rest, ...newer, metadata: { ...metadata, create_kernel: { ...origin, ...newer, recipe } } };
  });
  return home;
}

interface Row {
  words: string[];
  exit?: number;
  prints: RegExp;
  before?: string[][];
}

const unknown = /The language `klingon` is not supported/;

function jsonIn(directory: string): string[] {
  const names = readdirSync(directory).filter((name) => name.endsWith('.json'));
  return names.map((name) => join(directory, name));
}

/** What a person does with it; what would need a later language or package manager is refused. */
const rows: Row[] = [
  { words: ['list'], prints: /^with-uv .* klingon .*magic +1 .*Interpreter gone$/m },
  { words: ['list', '--json'], prints: /"name":"with-uv".*"language":"klingon"/ },
  { words: ['show', 'with-uv'], prints: /made with magic.*klingon.*- Warp::Drive@1\.2/s },
  {
    words: ['show', 'with-uv', '--json'],
    prints: /"manager":"magic".*"language":"klingon".*"Warp::Drive@1\.2"/,
  },
  { words: ['check', 'with-uv'], exit: 1, prints: /^`with-uv` does not work\. Its program .* is gone/m },
  { words: ['verify', 'with-uv'], exit: 1, prints: /has no list of its files/ },
  { words: ['history', 'with-uv'], prints: /teleport +magic/ },
  { words: ['disk'], prints: /^kernels /m },
  { words: ['builds'], prints: /with-uv +Ready/ },
  { words: ['logs', builds['with-uv']], prints: /Making|create:/ },
  { words: ['retry', builds['with-uv']], exit: 3, prints: /You already have a kernel `with-uv`/ },
  { words: ['rebuild', 'with-uv', '--yes'], exit: 2, prints: unknown },
  { words: ['clone', 'with-uv', 'twin'], exit: 2, prints: unknown },
  { words: ['update', 'with-uv', 'six'], exit: 2, prints: unknown },
  { words: ['rename', 'with-uv', 'other'], prints: /`with-uv` is `other` now/ },
  { words: ['freeze', 'with-uv'], prints: /is frozen/ },
  { words: ['remove', 'with-uv', '--yes'], prints: /Removed `with-uv`/ },
  { before: [['remove', 'with-uv', '--yes']], words: ['undo', 'with-uv'], prints: /in the launcher again/ },
];

it.each(rows)('$words of what a newer app made', async ({ before = [], words, exit = 0, prints }) => {
  const home = makeNewer();
  for (const [name, value] of Object.entries(home.environment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const type = async (line: string[]) => {
    const terminal = new RecordingTerminal();
    const status = await main(line, terminal);
    return { exit: status, printed: `${terminal.out}${terminal.talk}` };
  };
  for (const line of before) expect(await type(line)).toMatchObject({ exit: 0 });
  const answer = await type(words);
  expect(answer).toEqual({ exit, printed: expect.stringMatching(prints) });
});

it('a kernel of a newer app is shown, and its build is listed', async () => {
  const home = makeNewer();
  const kernel = await findKernel('with-uv', home.site);
  const recipe = parseStoredRecipe(kernel.origin?.recipe);
  const shown = kernelText({ kernel, recipe, report: readReport(kernel.origin?.prefix ?? '') });
  expect(shown).toMatch(/six/);
  expect(shown).not.toMatch(/mood/);
  const { places, state } = await readBuild(builds['with-uv'], home.site);
  expect(state.status).toBe('succeeded');
  expect(places?.generation).toBe(1);
});

it('a kernel of a newer app is checked, if its interpreter exists', async () => {
  const home = makeNewer();
  const result = await resultOf(home, 'check', 'with-uv');
  expect(result).toMatchObject({ ok: false, message: expect.stringContaining('`with-uv` does not work') });
});

it('a kernel of a newer app is removed', async () => {
  const home = makeNewer();
  expect((await resultOf(home, 'remove', 'with-uv')).ok).toBe(true);
  expect(existsSync(join(home.environments, 'with-uv'))).toBe(false);
});
