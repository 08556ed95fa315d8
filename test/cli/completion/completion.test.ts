/** Completion in real shells, as a person types in them. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { appRoot } from '../../../src/base/program.js';
import { allCommands } from '../../../src/cli/commands/index.js';
import { makeHome } from '../../support/home.js';
import { makeKernel } from '../../support/made-kernel.js';
import { buildProgram } from '../../support/program.js';

const program = join(appRoot, 'bin/create-kernel');
const typist = fileURLToPath(new URL('../../support/completed.py', import.meta.url));
const home = makeHome({ shared: true });
const environment = { ...home.environment, PATH: `${dirname(program)}:${home.environment.PATH}` };
const directory = join(home.directory, 'work');
mkdirSync(directory);
writeFileSync(join(directory, "my list's.txt"), '');

for (const name of ['climate', 'clouds', 'vision']) {
  const { directory: kernelspec } = makeKernel(home, name);
  const file = join(kernelspec, 'kernel.json');
  const spec = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...spec, display_name: `Ada's "${name}" $(touch pwned)` }));
}
// Jupyter shows such a name too, with a warning.
cpSync(join(home.jupyter_data, 'kernels/climate'), join(home.jupyter_data, 'kernels/cl$(touch pwned)'), {
  recursive: true,
});

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

const columns = ['health', 'language', 'made', 'name', 'owner', 'size', 'used'];
const file = "my list's.txt";

/** What is typed after `create-kernel`, and what completes its last word. */
const cases: [line: string, ...offered: string[]][] = [
  ['reb', 'rebuild'],
  ['check ', 'climate', 'clouds', 'vision'],
  ["check 'clo", 'clouds'],
  ['update --json --remove netcdf4 cl', 'climate', 'clouds'],
  ['check climate '],
  ['create cl'],
  ['undo '],
  ['create new my', file],
  ['create --file my', file],
  ['exec climate -- my', file],
  ['list --so', '--sort'],
  ['list --sort ', ...columns],
  ['list --sort na', 'name'],
  ['list --sort=na', '--sort=name'],
  ['list --search '],
  ['update climate --rem', '--remove'],
  ['completion ', 'bash', 'fish', 'zsh'],
  ['nothing '],
];

/** The cases as an interactive shell completes them: what it inserts in place of the last word, if it does. */
async function typedIn(shell: string[], start: string[], typed = cases): Promise<string[][]> {
  const lines = typed.map(([line]) => `create-kernel ${line}`);
  const asked = { shell, start: [...start, `source '${scripts[shell[0] ?? '']}'`], lines, directory };
  const options = { env: environment, extendEnv: false, input: JSON.stringify(asked) };
  const { stdout } = await execa('python3', ['-I', typist], options);
  return JSON.parse(stdout).map((words: string[], at: number) => {
    const line = typed[at]?.[0] ?? '';
    const before = line.split(' ');
    const after = words.slice(before.length);
    return [line, ...(after.join() === before.at(-1) ? [] : after)];
  });
}

describe('the completion of bash', () => {
  const shell = ['bash', '--norc', '--noprofile', '-i'];
  const insert = `bind '"\\C-t": insert-completions'`;

  it('completes what a person types', async () => {
    expect(await typedIn(shell, [insert])).toEqual(cases);
  });

  it('completes the value of an option also if = breaks no words', async () => {
    const some = cases.filter(([line]) => line.startsWith('list'));
    expect(await typedIn(shell, ['COMP_WORDBREAKS=${COMP_WORDBREAKS//=}', insert], some)).toEqual(some);
  });

  it('has each command, and each option of each', async () => {
    const all = await allCommands();
    const asking = (words: string[]) =>
      `COMP_WORDS=(create-kernel ${words.join(' ')}); COMP_CWORD=${words.length}
      _create_kernel create-kernel ${words.at(-1)}; printf '%s\n' "\${COMPREPLY[@]}"`;
    const script = [
      "source '%'\n",
      asking(["''"]),
      ...all.map(({ id }) => `echo '# ${id}'; ${asking([id, '-'])}`),
    ];
    const text = script.join('\n').replace('%', scripts.bash ?? '');
    const { stdout } = await execa('bash', ['-c', text], { env: environment, extendEnv: false });
    const wanted = all.flatMap(({ id, options }) => [
      `# ${id}`,
      ...options.flatMap(({ flag, short }) => [flag, ...(short ? [short] : [])]),
      ...['--json', '--help'],
    ]);
    expect(stdout.split('\n').filter(Boolean)).toEqual([
      ...[...all.map(({ id }) => id), '--help', '--version'],
      ...wanted,
    ]);
  });
});

it('the completion of zsh completes what a person types', async () => {
  const found = await typedIn(
    ['zsh', '-f', '-i'],
    [
      'bindkey -e; autoload -Uz compinit && compinit -u -D',
      'insert-all() { _main_complete; compstate[insert]=all }',
      "zle -C insert-all complete-word insert-all; bindkey '^T' insert-all",
    ],
  );
  expect(found).toEqual(cases);
});

it('the completion of fish completes what a person types', async () => {
  const script = `source '${scripts.fish}'
    for line in $argv; complete -C "create-kernel $line"; echo; end`;
  const lines = cases.map(([line]) => line);
  const options = { env: environment, extendEnv: false, cwd: directory };
  const { stdout } = await execa('fish', ['--no-config', '-c', script, ...lines], options);
  const found = `${stdout}\n`.split(/^\n/m).map((each) =>
    each
      .split('\n')
      .filter(Boolean)
      // After a tab, there is what it is for. A file is printed as it is inserted.
      .map((line) => line.replace(/\t.*/, '').replaceAll('\\', '')),
  );
  expect(lines.map((line, at) => [line, ...(found[at] ?? [])])).toEqual(cases);
});

it('runs nothing that a kernel is named', () => {
  expect(existsSync(join(directory, 'pwned'))).toBe(false);
});
