/** Completion in real shells. */
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { appRoot } from '../../../src/base/program.js';
import { allCommands } from '../../../src/cli/commands/index.js';
import { makeHome } from '../../support/home.js';
import { makeKernel } from '../../support/made-kernel.js';
import { buildProgram } from '../../support/program.js';

const program = join(appRoot, 'bin/create-kernel');
const home = makeHome({ shared: true });
for (const name of ['climate', 'clouds', 'vision']) makeKernel(home, name);
const environment = { ...home.environment, PATH: `${dirname(program)}:${home.environment.PATH}` };

/** The scripts by their shells. */
const scripts: Record<string, string> = {};

beforeAll(async () => {
  await buildProgram();
  for (const shell of ['bash', 'zsh', 'fish']) {
    scripts[shell] = join(home.directory, shell);
    const { stdout } = await execa(program, ['completion', shell], { env: environment, extendEnv: false });
    writeFileSync(scripts[shell], `${stdout}\n`);
  }
});

async function run(shell: string, script: string): Promise<string[]> {
  // In zsh, a completion registers itself with the system that this starts.
  const before = shell === 'zsh' ? 'autoload -Uz compinit && compinit -u -D\n' : '';
  const lines = `${before}source '${scripts[shell]}'\n${script}`;
  const { stdout } = await execa(shell, ['-c', lines], { env: environment, extendEnv: false });
  return stdout.split('\n').filter(Boolean);
}

/** The lines of bash that print what it offers for the words of a line; the last one is being typed. */
function bashLines(words: readonly string[]): string {
  const line = ['create-kernel', ...words].map((word) => `'${word}'`).join(' ');
  return `COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _create_kernel; printf '%s\n' "\${COMPREPLY[@]}"`;
}

function bash(...words: string[]): Promise<string[]> {
  return run('bash', bashLines(words));
}

const fish = async (line: string): Promise<string[]> => {
  const lines = await run('fish', `complete -C '${line}'`);
  return lines.map((each) => each.split('\t')[0] ?? '');
};

describe('the completion of bash', () => {
  it('has every command', async () => {
    expect(await bash('')).toEqual([...(await allCommands()).map(({ id }) => id), '--help', '--version']);
  });

  it.each([
    [['reb'], ['rebuild']],
    [
      ['check', ''],
      ['climate', 'clouds', 'vision'],
    ],
    [
      ['check', 'cl'],
      ['climate', 'clouds'],
    ],
    [
      ['check', '--json', 'cl'],
      ['climate', 'clouds'],
    ],
    [['check', 'climate', ''], []],
    [['create', 'cl'], []],
    [['list', '--so'], ['--sort']],
    [['list', '--sort', ''], []],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['exec', 'climate', '--', 'cl'], []],
    [['nothing', ''], []],
  ])('completes %j with %j', async (words, found) => {
    expect(await bash(...words)).toEqual(found);
  });

  it('has each option of each command', async () => {
    const all = await allCommands();
    const found = await run(
      'bash',
      all.map(({ id }) => `echo '# ${id}'; ${bashLines([id, '-'])}`).join('\n'),
    );
    const wanted = all.flatMap(({ id, options }) => [
      `# ${id}`,
      ...options.flatMap(({ flag, short }) => [flag, ...(short ? [short] : [])]),
      ...['--json', '--help'],
    ]);
    expect(found).toEqual(wanted);
  });
});

describe.skipIf(!existsSync('/usr/bin/fish'))('the completion of fish', () => {
  it.each([
    ['create-kernel reb', ['rebuild']],
    ['create-kernel check cl', ['climate', 'clouds']],
    ['create-kernel list --so', ['--sort']],
    ['create-kernel completion z', ['zsh']],
  ])('completes `%s` with %j', async (line, found) => {
    expect(await fish(line)).toEqual(found);
  });
});

describe.skipIf(!existsSync('/usr/bin/zsh'))('the completion of zsh', () => {
  it('is loaded without an error, and knows the kernels', async () => {
    const script = `print -r -- $_comps[create-kernel]
      compadd() { shift; print -rl -- "$@" }
      _create_kernel_names list`;
    expect(await run('zsh', script)).toEqual(['_create_kernel', 'climate', 'clouds', 'vision']);
  });
});
