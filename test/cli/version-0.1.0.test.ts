/** Every command on what version 0.1.0 made, as a person types it. A new command needs a row here. */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { allCommands } from '../../src/cli/commands/index.js';
import { main } from '../../src/cli/main.js';
import { listKernels } from '../../src/kernels/kernelspec.js';
import type { Home } from '../support/home.js';
import { buildProgram } from '../support/program.js';
import { builds, kernels, makeHomeOf010 } from '../support/version-0.1.0.js';
import { RecordingTerminal } from './recording-terminal.js';

beforeAll(buildProgram);
afterEach(() => vi.unstubAllEnvs());

/** A recipe that version 0.1.0 kept with an environment. */
const RECIPE = '{{home}}/environments/with-uv/1/.create_kernel/recipe.yml';

interface Row {
  /** The commands before it, for what it needs. */
  before?: string[][];
  words: string[];
  exit?: number;
  /** In what it prints. */
  prints: RegExp;
  /** The kernels of the launcher afterwards, with their generations, where they are others than before. */
  leaves?: Record<string, number>;
}

const three = Object.fromEntries(kernels.map((name) => [name, 1]));
const again = ['rebuild', 'with-uv', '--yes'];
const next = { ...three, 'with-uv': 2 };
const { 'with-uv': _, ...others } = three;

const rows: Record<string, Row> = {
  create: { words: ['copy', '--file', RECIPE], prints: /copy/, leaves: { ...three, copy: 1 } },
  plan: { words: ['copy', '--file', RECIPE], prints: /packaging>=20/ },
  understand: { words: [RECIPE], prints: /packaging/ },
  recipes: { words: ['mine', '--save', '--file', RECIPE], prints: /mine/ },
  builds: { words: [], prints: /unsettled.*interrupted|interrupted.*unsettled/i },
  logs: { words: [builds.failed], prints: /no-such-package-of-anybody/ },
  cancel: { words: [builds.unsettled], exit: 3, prints: /already ended \(interrupted\)/ },
  retry: { words: [builds.cancelled], prints: /cancelled/, leaves: { ...three, cancelled: 1 } },
  list: { words: [], prints: /^with-uv .*Create Kernel, uv +1 .*Starts$/m },
  show: { words: ['with-uv'], prints: /packaging/ },
  check: { words: ['with-uv'], prints: /^`with-uv` starts and runs a cell$/m },
  verify: { words: ['with-uv'], exit: 1, prints: /has no list of its files\. Rebuild the kernel to get one/ },
  update: { words: ['with-uv', '--add', 'iniconfig'], prints: /with-uv/, leaves: next },
  rebuild: { words: again.slice(1), prints: /with-uv/, leaves: next },
  history: { words: ['with-uv'], prints: /1 generation/ },
  diff: { before: [again], words: ['with-uv'], prints: /From generation 1 to 2/, leaves: next },
  rollback: { before: [again], words: ['with-uv', '1'], prints: /generation 1/ },
  pin: { words: ['with-uv'], prints: /with-uv/ },
  unpin: { before: [['pin', 'with-uv']], words: ['with-uv'], prints: /with-uv/ },
  prune: {
    before: [again],
    words: ['with-uv', '--keep', '0', '--yes'],
    prints: /Deleted 1 generation of `with-uv` \(1\)/,
    leaves: next,
  },
  'set-display-name': { words: ['with-uv', 'Other'], prints: /Other/ },
  restore: { words: ['with-uv'], exit: 3, prints: /none of its environments that starts has a copy/ },
  rename: { words: ['with-uv', 'renamed'], prints: /renamed/, leaves: { ...others, renamed: 1 } },
  freeze: { words: ['with-uv'], prints: /with-uv/ },
  thaw: { before: [['freeze', 'with-uv']], words: ['with-uv'], prints: /with-uv/ },
  clone: { words: ['with-uv', 'twin'], prints: /twin/, leaves: { ...three, twin: 1 } },
  remove: { words: ['with-uv', '--yes'], prints: /with-uv/, leaves: others },
  undo: { before: [['remove', 'with-uv', '--yes']], words: ['with-uv'], prints: /with-uv/ },
  shell: { words: ['with-uv'], prints: /^$/ },
  exec: { words: ['with-uv', '--', 'python', '-I', '-c', 'pass'], prints: /^$/ },
  which: { words: [], exit: 3, prints: /get the variable when they are rebuilt/ },
  disk: { words: [], prints: /Kernels/ },
};

/** What reads nothing that is stored. */
const without = ['doctor', 'completion', 'run'];

it('Every command has a row, or reads nothing that is stored', async () => {
  const all = (await allCommands()).map(({ id }) => id);
  expect([...Object.keys(rows), ...without].sort()).toEqual(all.sort());
});

/** With a manager that installs nothing, and an interpreter in the environment, which the fixtures leave out. */
function makePrepared(): Home {
  const home = makeHomeOf010({ pretendUv: true, settings: { build_on: { clusters: [] } } });
  const bin = join(home.environments, 'with-uv/1/bin');
  mkdirSync(bin);
  cpSync(join(home.directory, 'bin/python'), join(bin, 'python'));
  for (const [name, value] of Object.entries({ ...home.environment, SHELL: '/bin/true' }))
    vi.stubEnv(name, value);
  return home;
}

async function type(home: Home, words: readonly string[]) {
  const terminal = new RecordingTerminal();
  const exit = await main(
    words.map((word) => word.replace('{{home}}', home.directory)),
    terminal,
  );
  return { exit, printed: `${terminal.out}${terminal.talk}` };
}

it.each(Object.entries(rows))('create-kernel %s', async (id, row) => {
  const { before = [], words, exit = 0, prints, leaves = three } = row;
  const home = makePrepared();
  for (const line of before) expect(await type(home, line), line.join(' ')).toMatchObject({ exit: 0 });
  const answer = await type(home, [id, ...words]);
  expect(answer).toEqual({ exit, printed: expect.stringMatching(prints) });
  const listed = (await listKernels(home.site)).filter(({ owner }) => owner === 'ours');
  const generations = listed.map(({ name, origin }) => [name, z.number().parse(origin?.generation)]);
  expect(Object.fromEntries(generations)).toEqual(leaves);
});
