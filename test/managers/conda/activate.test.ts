/** The activation of environments of `conda`, `mamba` and `micromamba`: src/managers/conda/activate.sh. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../src/base/process.js';
import { diagnose } from '../../../src/builds/diagnosis/diagnose.js';
import program from '../../../src/managers/conda/activate.sh';

interface Activated {
  exit: number | null;
  stderr: string;
  variables: Record<string, string>;
  notes: string[];
  prefix: string;
}

interface Given {
  /** Files of the environment, by their path in it. */
  files?: Record<string, string>;
  environment?: Record<string, string>;
  /** The last parts of the prefix. */
  name?: string;
  conda?: string;
}

const SESSION = { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' };

async function activate({
  files = {},
  environment = {},
  name = 'mine/1',
  conda = '',
}: Given): Promise<Activated> {
  const home = mkdtempSync(join(tmpdir(), 'activate-'));
  const prefix = join(home, name);
  for (const [path, text] of Object.entries({ 'conda-meta/history': '', ...files })) {
    mkdirSync(dirname(join(prefix, path)), { recursive: true });
    writeFileSync(join(prefix, path), text);
  }
  writeFileSync(join(home, 'activate.sh'), program);
  const lines = `. "$1"/activate.sh "$2" "$1"/notes "$3"; env -0 > "$1"/after`;
  const answer = await run(['bash', '--noprofile', '--norc', '-c', lines, 'bash', home, prefix, conda], {
    environment: { ...SESSION, ...environment },
    seconds: 600,
  });
  const text = (file: string) =>
    execFileSync('sh', ['-c', 'cat "$1" 2>/dev/null || :', 'sh', join(home, file)]).toString();
  const entries = text('after')
    .split('\0')
    .filter((entry) => entry !== '');
  const variables = entries.map((entry) => [
    entry.slice(0, entry.indexOf('=')),
    entry.slice(entry.indexOf('=') + 1),
  ]);
  const notes = text('notes')
    .split('\n')
    .filter((line) => line !== '');
  return {
    ...{ exit: answer.exit, stderr: answer.stderr, prefix },
    ...{
      variables: Object.fromEntries(variables),
      notes: notes.map((line) => line.replaceAll(`${prefix}/`, '')),
    },
  };
}

const script = (name: string) => `etc/conda/activate.d/${name}.sh`;

describe('the activation of a conda environment', () => {
  it('sets PATH and CONDA_* as conda does', async () => {
    const { variables, prefix, stderr } = await activate({});
    const { PWD, SHLVL, _, ...set } = variables;
    expect(stderr).toBe('');
    expect(set).toEqual({
      ...SESSION,
      PATH: `${prefix}/bin:/usr/bin:/bin`,
      CONDA_PREFIX: prefix,
      CONDA_SHLVL: '1',
      CONDA_DEFAULT_ENV: prefix,
      CONDA_PROMPT_MODIFIER: `(${prefix}) `,
    });
  });

  it('has the name of an environment in `envs`', async () => {
    const { variables } = await activate({ name: 'envs/mine' });
    expect(variables).toMatchObject({ CONDA_DEFAULT_ENV: 'mine', CONDA_PROMPT_MODIFIER: '(mine) ' });
  });

  it('replaces an environment that is active already', async () => {
    const environment = {
      PATH: '/base/bin:/usr/bin:/base/bin:/bin',
      CONDA_PREFIX: '/base',
      CONDA_SHLVL: '2',
    };
    const { variables, prefix } = await activate({ environment });
    expect(variables).toMatchObject({
      PATH: `${prefix}/bin:/usr/bin:/bin`,
      CONDA_PREFIX: prefix,
      CONDA_SHLVL: '1',
    });
  });

  it('has the condabin of the installation that made it, found through links', async () => {
    const root = mkdtempSync(join(tmpdir(), 'root-'));
    for (const name of ['bin', 'condabin']) mkdirSync(join(root, name));
    writeFileSync(join(root, 'bin/conda'), '');
    symlinkSync(join(root, 'bin/conda'), join(root, 'linked'));
    const { variables, prefix } = await activate({ conda: join(root, 'linked') });
    expect(variables).toMatchObject({
      PATH: `${prefix}/bin:${root}/condabin:/usr/bin:/bin`,
      CONDA_EXE: `${root}/bin/conda`,
      CONDA_PYTHON_EXE: `${root}/bin/python`,
    });
  });

  it.each(["it's here", 'a $HOME `id` "b"', 'é è', 'a\nb'])(
    'works in a directory such as %j',
    async (name) => {
      const files = {
        [script('a')]: 'export SEEN="$CONDA_PREFIX"',
        'etc/conda/env_vars.d/a.json': '{"A": "1"}',
      };
      const { variables, prefix } = await activate({ name, files });
      expect(variables).toMatchObject({ SEEN: prefix, CONDA_PREFIX: prefix, A: '1' });
    },
  );
});

describe('variables of packages and of the environment', () => {
  const VALUES = [
    ...[
      "it's set",
      '"$HOME" `id` $(id) \\ !',
      'a\nb\n',
      '\t\b\f\r',
      'é € 𝄞',
      '',
      ' ',
      '{"a": [1]}',
      '\\u0041',
      "'\"'",
      '***',
    ],
  ];

  it.each([
    ['as they are', (value: string) => JSON.stringify({ VALUE: value, LAST: 'z' })],
    [
      'escaped, as conda writes them',
      (value: string) => escaped(JSON.stringify({ VALUE: value, LAST: 'z' }, null, 2)),
    ],
  ])('survive with every character, written %s', async (_, write) => {
    for (const value of VALUES) {
      const { variables, notes } = await activate({ files: { 'etc/conda/env_vars.d/a.json': write(value) } });
      expect(notes).toEqual([]);
      expect(variables).toMatchObject({ VALUE: value, LAST: 'z' });
    }
  });

  it('come from packages in the order of their files, then from the environment', async () => {
    const { variables } = await activate({
      files: {
        'etc/conda/env_vars.d/b.json': '{"A": "package b", "B": "package b", "C": "package b"}',
        'etc/conda/env_vars.d/a.json': '{"A": "package a", "B": "package a"}',
        'conda-meta/state':
          '{"version": 1, "other": [{"env_vars": {"A": "no"}}], "env_vars": {"A": "environment"}, "A": "no"}',
      },
    });
    expect(variables).toMatchObject({ A: 'environment', B: 'package b', C: 'package b' });
  });

  it('are numbers and booleans as conda writes them, have names in capitals, and are unset if the file says so', async () => {
    const text = '{"number": 1.50, "Truth": true, "lie": false, "GONE": "***unset***", "NOTHING": null}';
    const environment = { GONE: 'x', NOTHING: 'x' };
    const { variables } = await activate({
      files: { 'conda-meta/state': `{"env_vars": ${text}}` },
      environment,
    });
    expect(variables).toMatchObject({ NUMBER: '1.50', TRUTH: 'True', LIE: 'False' });
    expect(variables).not.toHaveProperty('GONE');
    expect(variables).not.toHaveProperty('NOTHING');
  });

  it.each([
    '',
    '{',
    '{"A": "1"',
    '{"A": "1"} x',
    '{"A": 1,}',
    '["A"]',
    '{"A": "\\q"}',
    '{"A": "\\u0000"}',
    '{A: 1}',
    '"A"',
    '{"A": 01x}',
  ])('are left out with a note if the file is %j', async (text) => {
    const { notes, variables, exit } = await activate({
      files: { 'etc/conda/env_vars.d/a.json': text, 'etc/conda/env_vars.d/b.json': '{"B": "1"}' },
    });
    expect(notes).toEqual(['activation-incomplete\tetc/conda/env_vars.d/a.json\tis not a JSON object']);
    expect({ exit, ...variables }).toMatchObject({ exit: 0, B: '1' });
    expect(variables).not.toHaveProperty('A');
  });

  it('cannot change where the environment is, and cannot be variables that are read-only in bash', async () => {
    const text = '{"PATH": "/x", "CONDA_PREFIX": "/x", "UID": "7", "a b": "1", "GOOD": "1"}';
    const { notes, variables, prefix } = await activate({ files: { 'etc/conda/env_vars.d/a.json': text } });
    expect(variables).toMatchObject({ PATH: `${prefix}/bin:/usr/bin:/bin`, CONDA_PREFIX: prefix, GOOD: '1' });
    expect(notes.map((note) => note.split('\t')[2])).toEqual([
      'sets PATH, which is not changed',
      'sets CONDA_PREFIX, which is not changed',
      'sets UID, which cannot be a variable',
      'sets A B, which cannot be a variable',
    ]);
  });

  it('may be many and long', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [`V${at}`, `"\\${'x'.repeat(300)}`]),
    );
    const files = { 'etc/conda/env_vars.d/a.json': JSON.stringify(many) };
    expect((await activate({ files })).variables).toMatchObject(many);
  });
});

describe('scripts of packages', () => {
  it('run in the order of their names, with the variables that earlier ones set', async () => {
    const files = {
      [script('b')]: 'export ORDER="$ORDER b"',
      [script('B')]: 'export ORDER="$ORDER B"',
      [script('a')]: 'export ORDER="$ORDER a" SELF="${BASH_SOURCE[0]}" WORDS="$#"',
      'etc/conda/activate.d/c.fish': 'set -x ORDER wrong',
    };
    const { variables, prefix, notes } = await activate({ files });
    expect(variables).toMatchObject({ ORDER: ' B a b', SELF: `${prefix}/${script('a')}`, WORDS: '0' });
    expect(notes).toEqual([]);
  });

  it.each([
    ['ends with a condition that is false', '[ -n "$UNSET" ] && export X=1'],
    ['ends with a function that returns', 'f() { return 3; }\nf'],
    ['returns at its very end', 'export X=1\nreturn 0\n\n# the end\n'],
    ['fails and goes on', 'false\ncat /nonexistent 2>/dev/null\nexport X=1'],
    [
      'reads another script that returns',
      'echo "return 1" > "$CONDA_PREFIX/x"\n. "$CONDA_PREFIX/x"\nexport X=1',
    ],
    ['leaves strict options on', 'set -eu'],
  ])('cause no note if one %s', async (_, text) => {
    const { exit, notes, variables } = await activate({
      files: { [script('a')]: text, [script('b')]: 'export LATER=1' },
    });
    expect({ exit, notes }).toEqual({ exit: 0, notes: [] });
    expect(variables).toMatchObject({ LATER: '1' });
  });

  it.each([
    ['return 1\nexport X=1', 'returned in line 1, before its end, with status 1'],
    ['if true; then\n  return\nfi\nexport X=1', 'returned in line 2, before its end, with status 0'],
    ['export A=1\nif x', /^is not bash: line [23]: syntax error: unexpected end of file$/],
    ['export A="\n', /^is not bash: line 1: unexpected EOF while looking for matching/],
  ])('are noted by name if one is %j, and the next ones run', async (text, reason) => {
    const { exit, notes, variables } = await activate({
      files: { [script('a')]: text, [script('b')]: 'export LATER=1' },
    });
    expect(notes.map((note) => note.split('\t'))).toEqual([
      [
        'activation-incomplete',
        script('a'),
        typeof reason === 'string' ? reason : expect.stringMatching(reason),
      ],
    ]);
    expect({ exit, ...variables }).toMatchObject({ exit: 0, LATER: '1' });
  });

  it.each(['exit 0', 'exit 3', 'set -e\nfalse', 'set -u\necho "$UNSET"'])(
    'end the activation if one ends the shell: %j',
    async (text) => {
      const { exit, stderr, variables, prefix } = await activate({ files: { [script('a')]: text } });
      expect(exit).toBeGreaterThan(0);
      const lines = stderr.split('\n').map((line, index) => ({ line: index + 1, text: line }));
      const cause = diagnose({ phase: 'activate', exit, lines });
      expect(cause.code).toBe('activation-ended');
      expect(cause.message).toContain(`\`${prefix}/${script('a')}\``);
      expect(variables).toEqual({});
    },
  );

  it('leave no variable or function of the program', async () => {
    const { variables } = await activate({ files: { [script('a')]: 'export X=1' } });
    expect(Object.keys(variables).filter((name) => name.includes('__ck'))).toEqual([]);
  });
});

/** Characters outside ASCII as `\uXXXX`, as Python's json writes them. */
function escaped(json: string): string {
  return json.replace(
    /[^\x20-\x7e\n]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
