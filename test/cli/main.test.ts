import { describe, expect, it } from 'vitest';
import { programVersion } from '../../src/base/program.js';
import { allCommands } from '../../src/cli/commands/index.js';
import { main } from '../../src/cli/main.js';
import { kernelOperations } from '../../src/kernels/operations/index.js';
import { RecordingTerminal } from './recording-terminal.js';

const commands = await allCommands();

async function runMain(...words: string[]) {
  const terminal = new RecordingTerminal();
  return { exit: await main(words, terminal), out: terminal.out, talk: terminal.talk };
}

describe('help', () => {
  it.each(commands)('names the command $id and what it does', async ({ id, description }) => {
    const { out, exit } = await runMain('--help');
    expect(out.replace(/\s+/g, ' ')).toMatch(new RegExp(`${id} .*${description.replace(/\s+/g, ' ')}`));
    expect(exit).toBe(0);
  });

  it.each(commands)('of $id names its options, --json among them', async ({ id, options }) => {
    const { out } = await runMain(id, '--help');
    for (const flag of [...options.map((option) => option.flag), '--json']) expect(out).toContain(flag);
  });

  it('is what one gets without a word', async () => {
    expect(await runMain()).toEqual(await runMain('--help'));
  });

  it('is what `help` prints too, of all commands or of one', async () => {
    expect(await runMain('help')).toEqual(await runMain('--help'));
    expect(await runMain('help', 'create')).toEqual(await runMain('create', '--help'));
  });

  it('prints the version', async () => {
    expect(await runMain('--version')).toMatchObject({ exit: 0, out: `${programVersion()}\n` });
  });
});

it('prints a completion script as JSON too', async () => {
  const { out: script } = await runMain('completion', 'bash');
  const { out } = await runMain('completion', 'bash', '--json');
  expect(JSON.parse(out)).toEqual({ shell: 'bash', script });
});

const valued = commands.flatMap(({ id, options }) =>
  options.flatMap(({ flag, value, any }) => (value && !any ? [[id, flag] as const] : [])),
);

it.each(valued)('%s refuses an empty value of %s, as of a variable that is not set', async (id, flag) => {
  const { exit, talk } = await runMain(id, flag, '');
  expect(talk).toContain(`\`${flag}\` has an empty value`);
  expect(exit).toBe(2);
});

const worded = commands.flatMap(({ id, arguments: all }) =>
  all.flatMap((each) =>
    each.empty ? [] : [[id, each.name, all.map((other) => (other === each ? '' : 'x'))] as const],
  ),
);

it.each(worded)('%s refuses an empty %s, as of a variable that is not set', async (id, name, words) => {
  const { exit, talk } = await runMain(id, ...words);
  expect(talk).toContain(`\`${name}\` is empty`);
  expect(exit).toBe(2);
});

it.each(Object.keys(kernelOperations))('has a command for the operation %s', (id) => {
  expect(commands.map((command) => command.id)).toContain(id);
});

describe('a command line that is wrong', () => {
  it.each([
    [['creat', 'x'], 'unknown command `creat`', 'Did you mean `create`?'],
    [['create', 'x', '--chanel', 'y'], 'unknown option `--chanel`', 'Did you mean `--channel`?'],
    [['create', 'x', '--channel'], 'option `--channel <CHANNEL>` argument missing', 'create-kernel --help'],
    [['logs'], 'missing required argument `BUILD`', 'create-kernel --help'],
    [['builds', 'more'], 'too many arguments', 'create-kernel --help'],
  ])('%j is reported with the fix', async (words, message, hint) => {
    const { exit, talk, out } = await runMain(...words);
    expect(exit).toBe(2);
    expect(talk).toContain(`error: The command line cannot be used: ${message}`);
    expect(talk.split('\n')[1]).toMatch(/^hint: /);
    expect(talk).toContain(hint);
    expect(out).toBe('');
  });
});

describe('a recipe that is wrong', () => {
  const words = ['create', '???', 'numpy[', '--kernel-variable', 'PATH=/tmp', '--channel', '!'];

  it('is reported mistake by mistake, each at its argument or option', async () => {
    const { exit, talk } = await runMain(...words);
    expect(exit).toBe(2);
    expect(talk).toContain('error: NAME: The name `???` has no letter, digit or symbol');
    expect(talk).toContain('error: --channel: `!` is not a channel or a package index');
    expect(talk).toContain('error: PACKAGE: The package `numpy[` is not a package spec');
    expect(talk).toContain('error: --kernel-variable: The variable `PATH` would change');
    expect(talk.match(/^hint: /gm)).toHaveLength(4);
  });

  it('is printed as data too with --json', async () => {
    const { exit, out } = await runMain(...words, '--json');
    expect(exit).toBe(2);
    expect(JSON.parse(out).errors).toMatchObject([
      { code: 'name-empty', field: 'name' },
      { code: 'channel-not-understood', field: 'channels' },
      { code: 'package-not-understood', field: 'packages', hint: expect.any(String) },
      { code: 'variable-refused', field: 'kernel_variables', message: expect.any(String) },
    ]);
  });
});

it('prints no control character that was given', async () => {
  const { talk } = await runMain('create', 'demo', 'x\x1b]0;title\x07\x1b[31m[');
  expect(talk).toContain('The package `x[` is not a package spec');
});

it('shows an internal error with its stack', async () => {
  const terminal = new RecordingTerminal();
  terminal.write = () => Promise.reject(new Error('the disk melted'));
  expect(await main(['--help'], terminal)).toBe(70);
  expect(terminal.talk).toMatch(/Internal error of create-kernel[\s\S]*the disk melted\n\s+at /);
});
