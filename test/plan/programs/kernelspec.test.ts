import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../src/base/process.js';
import { runProgram, temporaryDirectory } from '../../support/python.js';

const definition = {
  argv: ['/env/bin/python', '-m', 'ipykernel_launcher', '-f', '{connection_file}'],
  display_name: 'Mine',
  language: 'python',
  metadata: { debugger: true },
};
type Variables = Record<string, string>;
interface Given {
  before?: Variables;
  /** Or the bytes that `env -0` prints. */
  after?: Variables | Buffer;
  more?: object;
  words?: string[];
}

const printed = (variables: Variables) =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\0`)
    .join('');

/** Runs the program; returns the text of kernel.json and its directory. */
async function register({
  before = {},
  after = {},
  more = {},
  words: further = [],
}: Given): Promise<{ text: string; output: string }> {
  const directory = await temporaryDirectory();
  const path = (name: string) => join(directory, name);
  await writeFile(path('before'), printed(before));
  await writeFile(path('after'), Buffer.isBuffer(after) ? after : printed(after));
  await writeFile(path('definition.json'), JSON.stringify({ ...definition, ...more }));
  const words = ['--environment', path('before'), path('after'), '--definition', path('definition.json')];
  const answer = await runProgram('kernelspec.py', [
    ...[...words, ...further, '--output', path('kernels/mine')],
  ]);
  expect(answer).toMatchObject({ exit: 0, stderr: '' });
  return { text: await readFile(path('kernels/mine/kernel.json'), 'utf8'), output: path('kernels/mine') };
}

async function environmentOf(given: Given): Promise<Variables> {
  return JSON.parse((await register(given)).text).env;
}

describe('the environment of a kernelspec', () => {
  const path = { PATH: '/usr/bin:/bin' };
  it.each<[string, Variables, Variables, Variables]>([
    ['has a variable that activation added', {}, { PROJ_LIB: '/env/proj' }, { PROJ_LIB: '/env/proj' }],
    ['has a variable that activation changed', { A: '1' }, { A: '2' }, { A: '2' }],
    ['lacks one that activation left alone', { A: '1' }, { A: '1' }, {}],
    ['empties one that activation removed', { A: '1' }, {}, { A: '' }],
    ['doubles dollars, which Jupyter would replace', {}, { A: '$HOME ${B} $$' }, { A: '$$HOME $${B} $$$$' }],
    ['keeps quotes, line ends and other scripts', {}, { A: `a"b'c\n\\n é 🐍=` }, { A: `a"b'c\n\\n é 🐍=` }],
    [
      'keeps the PATH of the session behind its own',
      path,
      { PATH: '/env/bin:/usr/bin:/bin' },
      { PATH: '/env/bin:${PATH}' },
    ],
    [
      'keeps what activation put last',
      path,
      { PATH: '/usr/bin:/bin:/env/bin' },
      { PATH: '/env/bin:${PATH}' },
    ],
    ['escapes a directory with a dollar', path, { PATH: '/a$b:/usr/bin:/bin' }, { PATH: '/a$$b:${PATH}' }],
    [
      'does not refer to a list that sessions may lack',
      path,
      { ...path, MANPATH: '/env/man' },
      { MANPATH: '/env/man' },
    ],
    [
      'keeps the library path of modules without the one of the session',
      { LD_LIBRARY_PATH: '/x' },
      { LD_LIBRARY_PATH: '/m:/x' },
      { LD_LIBRARY_PATH: '/m:/x' },
    ],
    [
      'leaves out the shell’s variables',
      {},
      {
        PS1: '$ ',
        SHLVL: '2',
        PWD: '/',
        OLDPWD: '/',
        _: '/env',
        TERM: 'dumb',
        PROMPT_COMMAND: 'x',
        CONDA_PROMPT_MODIFIER: '(a)',
        'BASH_FUNC_ml%%': '() { :; }',
      },
      {},
    ],
    ['has what only looks like a prompt', {}, { PSM2_DEVICES: 'self' }, { PSM2_DEVICES: 'self' }],
  ])('%s', async (_, before, after, expected) => {
    expect(await environmentOf({ before, after })).toEqual(expected);
  });

  it('keeps bytes that are not UTF-8 as Python reads them', async () => {
    const { text } = await register({ after: Buffer.from('A=caf\xe9\0', 'latin1') });
    expect(text).toContain('"A": "caf\\udce9"');
  });

  const isolate = ['PYTHONPATH', 'LD_LIBRARY_PATH'];
  it.each<[string, Given, Variables]>([
    [
      'is empty where the session could change it',
      {},
      { PYTHONPATH: '', LD_LIBRARY_PATH: '', PYTHONNOUSERSITE: '1' },
    ],
    [
      'has what activation sets anyway',
      { after: { LD_LIBRARY_PATH: '/m' } },
      { PYTHONPATH: '', LD_LIBRARY_PATH: '/m', PYTHONNOUSERSITE: '1' },
    ],
  ])('%s', async (_, given, expected) => {
    const more = { isolate, isolate_set: { PYTHONNOUSERSITE: '1' } };
    expect(await environmentOf({ ...given, more })).toEqual(expected);
  });

  it("has the kernel's own variables last, word for word", async () => {
    const more = { isolate, variables: { A: '$HOME', PYTHONPATH: '/mine' } };
    const found = await environmentOf({ after: { A: '1' }, more });
    expect(found).toEqual({ A: '$$HOME', PYTHONPATH: '/mine', LD_LIBRARY_PATH: '' });
  });
});

describe('a kernelspec', () => {
  it('has the values of the definition, and the display name as typed', async () => {
    const { text } = await register({
      more: { display_name: 'Übung "α" 🐍 <b>', interrupt_mode: 'message' },
    });
    expect(text).toContain('"display_name": "Übung \\"α\\" 🐍 <b>"');
    expect(JSON.parse(text)).toEqual({
      ...definition,
      display_name: 'Übung "α" 🐍 <b>',
      interrupt_mode: 'message',
      env: {},
    });
  });

  it('takes the logos of the first directory that has any', async () => {
    const directory = await temporaryDirectory();
    for (const name of ['none', 'first', 'second']) await mkdir(join(directory, name));
    await writeFile(join(directory, 'none/kernel.json'), '{}');
    await writeFile(join(directory, 'first/logo-svg.svg'), 'first');
    await writeFile(join(directory, 'second/logo-64x64.png'), 'second');
    const logos = ['missing', 'none', 'first', 'second'].map((name) => join(directory, name));
    const { output } = await register({ more: { logos } });
    expect(await readFile(join(output, 'logo-svg.svg'), 'utf8')).toBe('first');
    await expect(readFile(join(output, 'logo-64x64.png'))).rejects.toThrow('ENOENT');
  });
});

it('declares a debugger only if the kernel has one', async () => {
  const claims = async (...files: string[]) =>
    JSON.parse((await register({ more: { metadata: {}, features: { debugger: files } } })).text).metadata;
  expect(await claims('json/decoder.py', 'argparse.py')).toEqual({ debugger: true });
  expect(await claims('json/decoder.py', 'debugpy_of_no_one/__init__.py')).toEqual({});
});

describe('the activation of a kernel that loads modules', () => {
  it('is bash that sets what activation changed, on top of what there is, and nothing of the modules', async () => {
    const before = { PATH: '/module/bin:/bin', A: 'module', GONE: '1', MODULE: '1' };
    const after = { PATH: '/my env/bin:/module/bin:/bin', A: `it's $HOME\n`, MODULE: '1', PS1: '$ ' };
    const directory = await temporaryDirectory();
    const file = join(directory, 'activation.sh');
    const { text } = await register({ before, after, words: ['--activation', file] });
    expect(JSON.parse(text).env).toEqual({});
    const script = '. "$0" && printf "%s|" "$PATH" "$A" "${GONE-gone}" "$MODULE"';
    const environment = { PATH: '/now/bin:/bin', A: 'now', GONE: '1', MODULE: '2' };
    const { stdout } = await run(['/bin/bash', '--norc', '-c', script, file], { environment, seconds: 600 });
    expect(stdout).toBe(`/my env/bin:/now/bin:/bin|it's $HOME\n|gone|2|`);
  });
});

describe('a kernelspec with secret variables', () => {
  it('has a mark instead of each, which no other value can have', async () => {
    const more = { secrets: ['DB_PASSWORD'], variables: { A: '${secret:DB_PASSWORD}' } };
    const env = await environmentOf({ more });
    expect(env).toMatchObject({ DB_PASSWORD: '${secret:DB_PASSWORD}', A: '$${secret:DB_PASSWORD}' });
  });
});
