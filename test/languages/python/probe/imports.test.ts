/** Which packages an update imports again: those that the changes may affect. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { namesInDirectory } from '../../../../src/base/files.js';
import { makeHome } from '../../../support/home.js';
import { cleanEnvironment, PYTHON, programPath } from '../../../support/python.js';
import { put } from '../../../support/venv.js';

const BESIDE = 'import os\nplace = os.path.dirname(__file__)\n';
const packages: Record<string, Record<string, string>> = {
  plain: { 'plain.py': '' },
  used: { 'used/__init__.py': '', 'used/data.txt': 'data\n' },
  uses: { 'uses.py': 'import used\n' },
  reads: { 'reads.py': `${BESIDE}open(os.path.join(place, 'used', 'data.txt')).read()\n` },
  tries: { 'tries.py': 'try:\n    import extra_module\nexcept ImportError:\n    pass\n' },
  asks: {
    'asks.py':
      'from importlib import metadata\ntry:\n    metadata.version("Extra.Package")\nexcept metadata.PackageNotFoundError:\n    pass\n',
  },
  folder: { 'folder.py': `${BESIDE}os.listdir(os.path.join(place, 'plugins'))\n`, 'plugins/one.txt': '' },
  // What these depend on cannot be recorded.
  lists: { 'lists.py': 'from importlib import metadata\nmetadata.entry_points()\n' },
  starts: { 'starts.py': 'import subprocess, sys\nsubprocess.call([sys.executable, "-c", ""])\n' },
};
const all = Object.keys(packages);
const always = ['lists', 'starts'];

let directory: string;
let earlier: string;
let next: string;
let place: string;
let record: string;

interface Extra {
  hashes?: boolean;
  version?: string;
}

/** Installs a package as an installer does: its files, and the record of them. */
async function install(
  prefix: string,
  name: string,
  files: Record<string, string>,
  { hashes = true, version = '1.0' }: Extra = {},
): Promise<void> {
  const info = `${name}-${version}.dist-info`;
  const contents = {
    ...files,
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
  };
  const rows = Object.entries(contents).map(([path, text]) => {
    const hash = `sha256=${createHash('sha256').update(text).digest('base64url')}`;
    return `${path},${hashes ? hash : ''},${text.length}\n`;
  });
  const whole = { ...contents, [`${info}/RECORD`]: `${rows.join('')}${info}/RECORD,,\n` };
  for (const [path, text] of Object.entries(whole)) await put(join(prefix, place, path), text);
}

const run = (prefix: string, words: string[], variables: Record<string, string> = {}) => {
  const env = { ...cleanEnvironment('/proc/nonexistent'), ...variables };
  return execFileSync(join(prefix, 'bin/python'), ['-I', ...words], { env, encoding: 'utf8' });
};

const recordOf = (generation: number) => join(directory, `record-${generation}.json`);

interface Imported {
  /** Sorted by their names. */
  again: string[];
  /** The generations of the others. */
  since: number[];
  output: string;
}

function importAll(
  prefix: string,
  generation: number,
  variables: Record<string, string> = {},
  modules: Record<string, string> = {},
): Imported {
  const scratch = join(directory, `scratch-${generation}`);
  mkdirSync(scratch, { recursive: true });
  const wanted = join(scratch, 'wanted');
  writeFileSync(wanted, all.map((name) => `${name}\t${modules[name] ?? name}\n`).join(''));
  const before = generation > 1 ? ['--earlier', recordOf(generation - 1)] : [];
  const output = run(
    prefix,
    [programPath('imports.py'), '--wanted', wanted, '--record', recordOf(generation), ...before],
    { CREATE_KERNEL_GENERATION: String(generation), HERE: `${prefix}:${scratch}`, ...variables },
  );
  const rows = output.split('\n').filter((line) => line.includes('\t'));
  const lines = rows.map((line) => line.split('\t'));
  expect(lines.map(([name, , , error]) => `${name} ${error}`).sort()).toEqual(
    all.map((name) => `${name} `).sort(),
  );
  return {
    again: lines.flatMap(([name = '', , , , since]) => (since ? [] : [name])).sort(),
    since: lines.flatMap(([, , , , since]) => (since ? [Number(since)] : [])),
    output,
  };
}

beforeAll(async () => {
  directory = makeHome({ shared: true }).directory;
  earlier = join(directory, 'mine/1');
  execFileSync(PYTHON, ['-I', '-m', 'venv', '--without-pip', earlier]);
  const [version = ''] = namesInDirectory(join(earlier, 'lib')).filter((name) => name.startsWith('python'));
  place = join('lib', version, 'site-packages');
  for (const [name, files] of Object.entries(packages)) await install(earlier, name, files);
  expect(importAll(earlier, 1).again).toEqual(all.toSorted());
  record = readFileSync(recordOf(1), 'utf8');
});

let number = 0;
beforeEach(() => {
  number += 1;
  next = join(directory, `mine/next-${number}`);
  cpSync(earlier, next, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  writeFileSync(recordOf(1), record);
});

const changeRecord = (change: (kept: Record<string, Record<string, unknown>>) => void) => {
  const kept = JSON.parse(record);
  change(kept);
  writeFileSync(recordOf(1), JSON.stringify(kept));
};

interface Case {
  change?(): void | Promise<void>;
  variables?: Record<string, string>;
  modules?: Record<string, string>;
  /** Besides those that are always imported. */
  again: string[];
  says?: RegExp;
}

const cases: Record<string, Case> = {
  'nothing changed': { again: [] },
  'a package is another one, which others import or read': {
    change: () => install(next, 'used', { 'used/__init__.py': 'NEW = 1\n', 'used/data.txt': 'data\n' }),
    again: ['reads', 'used', 'uses'],
  },
  'a module comes that was missing': {
    change: () => install(next, 'another', { 'extra_module.py': '' }),
    again: ['tries'],
  },
  'a package comes that was missing': {
    change: () => install(next, 'extra_package', { 'another.py': '' }),
    again: ['asks'],
  },
  'a file comes to a directory that was listed': {
    change: () => install(next, 'another', { 'plugins/two.txt': '' }),
    again: ['folder'],
  },
  'a package comes with a file of another one': {
    change: () => install(next, 'another', { 'plain.py': '' }),
    again: ['plain'],
  },
  'a package comes that each Python starts with': {
    change: () => install(next, 'another', { 'another.pth': 'import sys\n' }),
    ...{
      again: all,
      says: /^all packages are imported, since another changed, which every import may depend on$/m,
    },
  },
  'a package comes without a record of its files': {
    change: () => put(join(next, place, 'another-1.0.dist-info/METADATA'), 'Name: another\n'),
    ...{ again: all, says: /since another changed, which every import may depend on$/m },
  },
  'a record has no hashes': {
    change: () => install(next, 'plain', packages.plain ?? {}, { hashes: false }),
    again: ['plain'],
  },
  'other modules are wanted': { modules: { plain: 'plain used' }, again: ['plain'] },
  'a variable is another one': {
    variables: { GREETING: 'hello' },
    ...{ again: all, says: /^all packages are imported, since the environment variables changed$/m },
  },
  'the host is another one': {
    change: () =>
      changeRecord(({ circumstances = {} }) => {
        circumstances.host = 'other';
      }),
    ...{ again: all, says: /since the host changed$/m },
  },
  'a library of the host is another one': {
    change: () =>
      changeRecord(({ outside = {} }) => {
        const [library = ''] = Object.keys(outside);
        outside[library] = [1, 2];
      }),
    ...{ again: all, says: /since \/\S+ changed$/m },
  },
  'the record is damaged': { change: () => appendFileSync(recordOf(1), '}'), again: all },
  'the record is not understood': {
    change: () =>
      changeRecord((kept) => {
        kept.packages = {};
      }),
    again: all,
  },
};

describe.each(Object.entries(cases))('if %s', (_, { change, variables, modules, again, says }) => {
  it(`imports ${again.length === 0 ? 'none' : again.length === all.length ? 'all' : again.join(', ')} again`, async () => {
    await change?.();
    const found = importAll(next, 2, variables, modules);
    expect(found.again).toEqual([...new Set([...again, ...always])].sort());
    expect(new Set(found.since)).toEqual(new Set(again.length === all.length ? [] : [1]));
    if (says) expect(found.output).toMatch(says);
    else expect(found.output).not.toContain('all packages are imported');
  });
});

it('keeps the generation of the last import through several updates', async () => {
  importAll(next, 2);
  await install(next, 'another', { 'extra_module.py': '' });
  expect(importAll(next, 3)).toMatchObject({ again: ['lists', 'starts', 'tries'] });
  const last = importAll(next, 4);
  expect(last.again).toEqual(always);
  expect(last.since.sort()).toEqual([1, 1, 1, 1, 1, 1, 3]);
});
