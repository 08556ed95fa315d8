/** Every command of the registry, run as a person types it: its help, its data, its exit statuses, and what it changes. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appRoot } from '../../src/base/program.js';
import { allCommands } from '../../src/cli/commands/index.js';
import { main } from '../../src/cli/main.js';
import { makeHome } from '../support/home.js';
import { makePastBuild } from '../support/past-build.js';
import { putKernel } from '../support/published.js';
import { RecordingTerminal } from './recording-terminal.js';

const home = makeHome({ shared: true, pretendUv: true, settings: { build_on: { clusters: [] } } });
putKernel(home, { locks: ['six==1.15.0\n', 'six==1.16.0\n'] });
const build = makePastBuild(home, { status: 'failed' });

beforeEach(() => {
  for (const [name, value] of Object.entries(home.environment)) vi.stubEnv(name, value);
});
afterEach(() => vi.unstubAllEnvs());

async function type(...words: string[]) {
  const terminal = new RecordingTerminal();
  return { exit: await main(words, terminal), out: terminal.out, talk: terminal.talk };
}

/** Every path of the home, with what a file has; without locks and what is remembered of programs. */
function stateOfHome(): string[] {
  const entries = readdirSync(home.directory, { recursive: true, withFileTypes: true });
  return entries
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\/data\/(locks|tools|previews|[\w-]*\.json)|\/bin\/uv/.test(path))
    .map((path) => {
      const found = statSync(path, { throwIfNoEntry: false });
      return `${path} ${found?.mode} ${found?.isFile() ? readFileSync(path, 'utf8') : ''}`;
    })
    .sort();
}

const all = await allCommands();

describe.each(all)('create-kernel $id', ({ id, arguments: arguments_, description }) => {
  it('explains itself with --help, whatever else is typed', async () => {
    const { exit, out, talk } = await type(id, '--help');
    expect({ exit, talk }).toEqual({ exit: 0, talk: '' });
    expect(out.replace(/\s+/g, ' ')).toContain(description.replace(/\s+/g, ' '));
    for (const { name } of arguments_) expect(out).toContain(name);
  });

  it('refuses an option that it does not have with status 2, a hint, and data on request', async () => {
    const { exit, talk } = await type(id, '--no-such-option');
    expect(exit).toBe(2);
    expect(talk).toMatch(/^error: .*\nhint: .*/);
    const { out } = await type(id, '--no-such-option', '--json');
    expect(JSON.parse(out).errors).toMatchObject([{ message: expect.any(String), hint: expect.any(String) }]);
  });
});

const ofKernel = all.filter(({ arguments: [first] }) => first?.name === 'NAME' && first.takes === undefined);
const making = ['create', 'plan'];

describe.each(ofKernel.filter(({ id }) => !making.includes(id)))(
  'create-kernel $id, of an unknown kernel,',
  ({ id, arguments: [, ...others] }) => {
    it('is refused with a status, a hint, and data on request', async () => {
      const words = others.filter(({ takes }) => takes === undefined).map(() => 'word');
      const line = [id, 'missing', ...words, ...(id === 'exec' ? ['--', 'true'] : [])];
      const { exit, talk } = await type(...line);
      expect([2, 3]).toContain(exit);
      expect(talk).toMatch(/^error: .*`missing`.*\nhint: \S/);
      if (id === 'exec') return;
      const { out } = await type(...line, '--json');
      expect(JSON.parse(out).errors).toMatchObject([{ code: expect.any(String), hint: expect.any(String) }]);
    });
  },
);

const looking: Record<string, string[]> = {
  builds: [],
  list: [],
  show: ['mine'],
  history: ['mine'],
  diff: ['mine'],
  verify: ['mine'],
  disk: [],
  recipes: [],
  understand: ['numpy>=2'],
};

it.each(Object.entries(looking))(
  'create-kernel %s prints one JSON value with --json, and nothing beside it',
  async (id, words) => {
    const { exit, out, talk } = await type(id, ...words, '--json');
    expect([0, 1]).toContain(exit);
    expect(() => JSON.parse(out)).not.toThrow();
    expect(talk).toBe('');
  },
);

it('create-kernel logs prints a JSON value in each line with --json, since a log may go on', async () => {
  const { exit, out, talk } = await type('logs', build.id, '--json');
  expect({ exit, talk }).toEqual({ exit: 0, talk: '' });
  const lines = out.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).type)).toEqual(
    build.lines.map((line) => JSON.parse(line).type),
  );
});

/** The arguments of each command that changes something at once. */
const moving: Record<string, string[]> = {
  restore: ['mine'],
  rollback: ['mine', '1'],
  pin: ['mine'],
  unpin: ['mine'],
  prune: ['mine', '--keep', '0'],
  'set-display-name': ['mine', 'Other'],
  rename: ['mine', 'other'],
  freeze: ['mine'],
  thaw: ['mine'],
  remove: ['mine'],
};

it.each(Object.entries(moving))(
  'create-kernel %s --dry-run says what it would do, and changes nothing',
  async (id, words) => {
    const before = stateOfHome();
    const { exit, out } = await type(id, ...words, '--dry-run');
    expect(exit).toBe(0);
    expect(out).toMatch(/^Nothing has changed\. The result would be: /);
    const asData = await type(id, ...words, '--dry-run', '--json');
    expect(JSON.parse(asData.out)).toMatchObject({ ok: true, message: expect.any(String) });
    expect(stateOfHome()).toEqual(before);
  },
);

/** What starts programs, makes kernels or ends builds, with the file that tests it. */
const elsewhere: Record<string, string> = {
  create: 'cli/commands/recipes/create.test.ts',
  plan: 'real/cli.test.ts',
  cancel: 'real/cli.test.ts',
  retry: 'cli/version-0.1.0.test.ts',
  shell: 'cli/inside/inside.test.ts',
  exec: 'cli/inside/inside.test.ts',
  which: 'cli/inside/inside.test.ts',
  completion: 'cli/completion/completion.test.ts',
  doctor: 'real/private-account.test.ts',
  run: 'real/ood/job.test.ts',
  check: 'real/reports/check.test.ts',
  update: 'kernels/operations/makes/update.test.ts',
  rebuild: 'kernels/operations/makes/rebuild.test.ts',
  clone: 'kernels/operations/makes/clone.test.ts',
  undo: 'cli/version-0.1.0.test.ts',
};

/** The operations that real/additions.test.ts adds to a copy of the app, and tries there. */
const additions = readdirSync(join(appRoot, 'test/fixtures/additions/src/kernels/operations'), {
  recursive: true,
  encoding: 'utf8',
}).map((path) => basename(path, '.ts'));

it('Every command is tried here with --json or --dry-run, or in a test that has what it needs', () => {
  const here = [...Object.keys(looking), ...Object.keys(moving), 'logs'];
  const known = all.map(({ id }) => id).filter((id) => !additions.includes(id));
  expect([...here, ...Object.keys(elsewhere)].sort()).toEqual(known.sort());
  const options = new Map(all.map(({ id, options: own }) => [id, own.map(({ flag }) => flag)]));
  const changing = Object.keys(looking).filter((id) => options.get(id)?.includes('--dry-run'));
  // It changes something with `--clean` alone.
  expect(changing).toEqual(['disk']);
});

it.each(Object.entries(elsewhere))('create-kernel %s is tried in test/%s', (id, path) => {
  expect(readFileSync(join(appRoot, 'test', path), 'utf8')).toMatch(new RegExp(`\\b${id}\\b`));
});
