/** Commands on a kernel of which a stored file is damaged: each works, or names the file and says what to do. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import { type Home, makeHome } from '../support/home.js';
import { resultOf } from '../support/operate.js';
import { putKernel, specOf } from '../support/published.js';
import { RecordingTerminal } from './recording-terminal.js';

const ID = '20261129-072312-5aa0b5';

const commands: Record<string, string[]> = {
  list: [],
  show: ['mine'],
  link: ['show', 'mine', '--link'],
  verify: ['mine'],
  history: ['mine'],
  diff: ['mine'],
  update: ['mine', '--add', 'x', '--dry-run'],
  rebuild: ['mine', '--dry-run'],
  clone: ['mine', 'twin', '--dry-run'],
  restore: ['mine', '--dry-run'],
  rollback: ['mine', '--dry-run'],
  rename: ['mine', 'other', '--dry-run'],
  'set-display-name': ['mine', 'Other', '--dry-run'],
  prune: ['mine', '--keep', '0', '--dry-run'],
  freeze: ['mine', '--dry-run'],
  remove: ['mine', '--dry-run'],
};

const makers = ['link', 'update', 'rebuild', 'clone'];

const damages: Record<string, (path: string) => void> = {
  empty: (path) => writeFileSync(path, ''),
  'not what it was': (path) => writeFileSync(path, '"\u00ff'),
  'a directory': (path) => {
    rmSync(path);
    mkdirSync(path);
  },
};

interface Row {
  /** Relative to the home. */
  path: string;
  /** The commands that are refused if the file is a directory, and are not if it is whole; all others work. */
  refused: readonly string[];
}

const kept = 'environments/mine/2/.create_kernel';

const rows: Record<string, Row> = {
  'the published kernel.json': {
    path: 'jupyter/kernels/mine/kernel.json',
    refused: Object.keys(commands).filter((id) => !['list', 'restore', 'remove'].includes(id)),
  },
  'the copy of the earlier generation': {
    path: 'environments/mine/1/.create_kernel/kernelspec/kernel.json',
    refused: ['rollback'],
  },
  'the record': { path: `${kept}/generation.json`, refused: [] },
  'the lock': { path: `${kept}/lock.txt`, refused: ['diff', 'update', 'rebuild', 'clone'] },
  'the report': { path: `${kept}/report.json`, refused: [] },
  'the manifest': { path: `${kept}/manifest`, refused: [] },
  'the owner file': { path: 'environments/mine/.create_kernel.json', refused: [] },
  'the secrets': { path: `data/secrets/${ID}.json`, refused: makers },
};

function makeDamaged(): Home {
  const home = makeHome({ pretendUv: true });
  putKernel(home, { locks: ['six==1.0\n', 'six==1.1\n'] });
  mkdirSync(join(home.data_root, 'secrets'), { recursive: true });
  writeFileSync(join(home.directory, rows['the secrets']?.path ?? ''), '{}');
  const kernel = { ok: true, seconds: 0, executable: '', language_version: '3.11.2', implementation: '' };
  const report = { kernel, imports: [], packages: [], size: 1, files: 1 };
  writeFileSync(join(home.directory, `${kept}/report.json`), JSON.stringify(report));
  writeFileSync(join(home.directory, `${kept}/manifest`), '{"schema":1,"packages":[]}\n["bin/data",10000]\n');
  for (const [name, value] of Object.entries(home.environment)) vi.stubEnv(name, value);
  return home;
}

afterEach(() => vi.unstubAllEnvs());

async function type(id: string) {
  const words = commands[id] ?? [];
  const terminal = new RecordingTerminal();
  const exit = await main(words[0] === 'show' ? words : [id, ...words], terminal);
  return { exit, printed: `${terminal.out}${terminal.talk}` };
}

describe.each(Object.entries(rows))('%s', (_, { path, refused }) => {
  it.each(Object.keys(damages))(
    'that is %s stops no command without a reason and its name',
    async (damage) => {
      const home = makeDamaged();
      const file = join(home.directory, path);
      damages[damage]?.(file);
      const stopped: string[] = [];
      for (const id of Object.keys(commands)) {
        const { exit, printed } = await type(id);
        const named = printed.includes(file) && printed.includes('hint: ');
        if (exit === 3 && named) stopped.push(id);
        else expect({ id, exit, printed }).toMatchObject({ exit: id === 'verify' ? expect.anything() : 0 });
        expect(printed).not.toMatch(/Internal error|\n\s+at /);
      }
      if (damage === 'a directory') expect(stopped).toEqual(refused);
      else expect(refused).toEqual(expect.arrayContaining(stopped));
    },
  );
});

it.each<[string, string, string]>([
  ['cut in the middle of a line', 'six==1.', 'it ends in the middle of a line'],
  ['cut after the first half of a package', 'six==1.1 \\\n', 'it ends in the middle of a line'],
  ['garbage', '%PDF-1.7\n', 'the line `%PDF-1.7` names no package with its version'],
  ['filled with zeros', 'six==1.1\n\0\0\0\n', 'it has bytes that are no text'],
])(
  'A lock that is %s is found before anything begins, and said by all that show it',
  async (_, text, reason) => {
    const home = makeDamaged();
    writeFileSync(join(home.directory, `${kept}/lock.txt`), text);
    for (const id of ['update', 'rebuild', 'clone', 'diff', 'history', 'restore', 'show']) {
      const { exit, printed } = await type(id);
      const stops = ['update', 'rebuild', 'clone', 'diff'].includes(id);
      expect({ id, exit, printed }).toMatchObject({
        ...{ id, exit: stops ? 3 : 0 },
        printed: expect.stringContaining(`${join(home.directory, kept)}/lock.txt\``),
      });
      expect(printed).toContain(`cannot be used: ${reason}`);
    }
  },
);

it.each([
  ['damaged', (file: string) => writeFileSync(file, '{')],
  ['missing', (file: string) => rmSync(file)],
])('An owner file that is %s is named by what leaves the home as it is', async (_, damage) => {
  const home = makeDamaged();
  const file = join(home.directory, rows['the owner file']?.path ?? '');
  damage(file);
  for (const id of ['prune', 'remove', 'freeze']) {
    const { exit, printed } = await type(id);
    expect({ id, exit, printed }).toMatchObject({ id, exit: 0, printed: expect.stringContaining(file) });
    expect(printed).toContain('`create-kernel rebuild mine` writes it again');
  }
});

it('Secrets that are missing stop what makes an environment, and are named', async () => {
  const home = makeDamaged();
  const store = join(home.directory, rows['the secrets']?.path ?? '');
  const secrets = { of: 'install_variables', names: ['A_TOKEN'] };
  const plan = { schema: 1, steps: [{ action: { kind: 'command', argv: ['a'], secrets } }] };
  writeFileSync(join(home.directory, `${kept}/plan.json`), JSON.stringify(plan));
  rmSync(store);
  for (const id of Object.keys(commands)) {
    const { exit, printed } = await type(id);
    const said = ['update', 'rebuild', 'clone'].includes(id)
      ? { exit: 3, printed: expect.stringContaining(`\`A_TOKEN\` are no longer stored`) }
      : { exit: 0, printed: expect.not.stringContaining('error: ') };
    expect({ id, exit, printed }).toMatchObject(said);
  }
  expect((await type('rebuild')).printed).toContain(store);
  expect((await type('link')).printed).toContain('A_TOKEN');
});

describe.each<[string, unknown]>([
  ['a field of another kind', { name: 3, packages: ['six'] }],
  ['a text', 'six'],
  ['a list that is a text', { name: 'mine', packages: 'six' }],
  ['nothing', null],
])('A recipe that is or has %s', (_, recipe) => {
  const put = (path: string, spec: object) => writeFileSync(path, JSON.stringify(spec));

  function damage(home: Home, copies: 'too' | 'not') {
    const spec = specOf(home);
    const damaged = { ...spec, metadata: { create_kernel: { ...spec.metadata.create_kernel, recipe } } };
    put(join(home.jupyter_data, 'kernels/mine/kernel.json'), damaged);
    if (copies === 'too') put(join(home.directory, `${kept}/kernelspec/kernel.json`), damaged);
  }

  it('stops what makes an environment, until the kernelspec is restored', async () => {
    const home = makeDamaged();
    damage(home, 'not');
    for (const id of Object.keys(commands)) {
      const { exit, printed } = await type(id);
      const said = makers.includes(id)
        ? {
            exit: 3,
            printed: expect.stringMatching(/^error: The recipe of `mine` in .*`create-kernel restore mine`/s),
          }
        : { exit: 0, printed: expect.not.stringMatching('error: ') };
      expect({ id, exit, printed }).toMatchObject(said);
    }
    expect((await type('show')).printed).toContain('note: The recipe cannot be read as a whole: ');
    expect((await type('list')).printed).toContain('`create-kernel restore mine`');
    await resultOf(home, 'restore', 'mine');
    expect(await type('rebuild')).toMatchObject({ exit: 0 });
  });

  it('is replaced by that of another generation, if the copy is the same', async () => {
    const home = makeDamaged();
    damage(home, 'too');
    const { printed } = await type('rebuild');
    for (const offered of ['rollback mine', `create NEW --file ${join(home.directory, kept)}/lock.txt`])
      expect(printed).toContain(`\`create-kernel ${offered}\``);
    await resultOf(home, 'set-display-name', 'mine', { text: 'Other' });
    await resultOf(home, 'rollback', 'mine');
    expect(await type('rebuild')).toMatchObject({ exit: 0 });
    expect(readFileSync(join(home.jupyter_data, 'kernels/mine/kernel.json'), 'utf8')).toContain('Other');
  });
});
