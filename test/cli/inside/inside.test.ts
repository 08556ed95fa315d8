/** `exec`, `shell` and `which`: the environment of a kernel for a program, a person and a notebook. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { appRoot } from '../../../src/base/program.js';
import { startWords } from '../../../src/plan/kernel/start-program.js';
import { makeHome } from '../../support/home.js';
import { makeKernel } from '../../support/made-kernel.js';
import { buildProgram } from '../../support/program.js';
import { waitFor } from '../../support/wait.js';

const program = join(appRoot, 'bin/create-kernel');
const home = makeHome({ shared: true });
const kernel = makeKernel(home);
const environment: Record<string, string> = { ...home.environment, COSTS: 'those of the session' };

beforeAll(buildProgram);

function start(words: string[], { input = '', more = {} }: { input?: string; more?: object } = {}) {
  const options = { env: { ...environment, ...more }, extendEnv: false, reject: false, input };
  return execa(program, words, options);
}

describe('exec', () => {
  it('runs a command as the kernel would, with its options and the session’s other variables', async () => {
    const command = 'echo "$PATH|$COSTS|$TOKEN|$HOME|$1"; umask';
    const { stdout, exitCode } = await start(['exec', 'mine', '--', 'sh', '-c', command, '-', '--json']);
    const path = `${kernel.prefix}/bin:${environment.PATH}`;
    expect(stdout.split('\n')[0]).toBe(`${path}|5 $|a secret value|${home.home}|--json`);
    expect(exitCode).toBe(0);
  });

  it('finds the programs of the environment', async () => {
    const { stdout } = await start(['exec', 'mine', '--', 'python']);
    expect(stdout).toBe('Python 3.11.2');
  });

  it.each([0, 1, 3, 70, 255])('passes the exit status %i through', async (status) => {
    expect((await start(['exec', 'mine', '--', 'sh', '-c', `exit ${status}`])).exitCode).toBe(status);
  });

  it('reads standard input', async () => {
    expect((await start(['exec', 'mine', '--', 'cat'], { input: 'a\nb' })).stdout).toBe('a\nb');
  });

  it.each([
    ['no-such-program', 127, /error: `no-such-program` cannot be run: there is no such program/],
    ['/etc/passwd', 126, /error: `\/etc\/passwd` cannot be run/],
  ])('reports that %s cannot be run', async (command, status, message) => {
    const { exitCode, stderr } = await start(['exec', 'mine', '--', command]);
    expect({ exitCode, stderr }).toEqual({ exitCode: status, stderr: expect.stringMatching(message) });
  });

  it('wants a command, and one of the user’s kernels', async () => {
    expect(await start(['exec', 'mine'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('-- COMMAND'),
    });
    expect(await start(['exec', 'other', '--', 'true'])).toMatchObject({ exitCode: 2 });
  });

  it.each([
    ['SIGTERM', { signal: 'SIGTERM' }],
    ['SIGINT', { signal: 'SIGINT' }],
    ['SIGHUP', { signal: 'SIGHUP' }],
    ['SIGUSR2', { signal: 'SIGUSR2' }],
  ] as const)('passes %s on, and ends by it', async (signal, end) => {
    const mark = join(home.directory, signal);
    const lines = `trap 'echo caught; trap - ${signal.slice(3)}; kill -${signal.slice(3)} $$' ${signal.slice(3)}; : > ${mark}; while :; do sleep 0.05; done`;
    const running = start(['exec', 'mine', '--', 'bash', '-c', lines]);
    await waitFor('the command', () => existsSync(mark));
    running.kill(signal);
    expect(await running).toMatchObject({ ...end, stdout: 'caught' });
  });

  it('loads the environment modules of the kernel first', async () => {
    const its = makeHome();
    const made = makeKernel(its);
    const [, , file = ''] = startWords(made.prefix);
    writeFileSync(file, 'export LOADED=gcc/13\nexec "$@"\n');
    const spec = {
      argv: [...startWords(made.prefix), made.at('bin/python')],
      display_name: 'Mine',
      language: 'python',
    };
    const origin = (await made.read()).origin;
    const text = JSON.stringify({ ...spec, metadata: { create_kernel: origin } });
    writeFileSync(join(made.directory, 'kernel.json'), text);
    const options = { env: its.environment, extendEnv: false };
    expect((await execa(program, ['exec', 'mine', '--', 'printenv', 'LOADED'], options)).stdout).toBe(
      'gcc/13',
    );
  });
});

describe('shell', () => {
  const lines = 'echo "$COSTS|$GREETING|${PATH%%:*}"; exit 7\n';
  // Start-up files of the user that change what the kernel has set.
  writeFileSync(join(home.home, '.bashrc'), 'export COSTS=nothing PATH=/usr/bin:/bin GREETING=hello\n');
  writeFileSync(join(home.home, '.zshrc'), 'export COSTS=nothing PATH=/usr/bin:/bin GREETING=hello\n');

  it.each(['/bin/bash', '/usr/bin/zsh', '/usr/bin/fish'].filter((path) => existsSync(path)))(
    'is %s with the kernel’s variables, after the user’s start-up files',
    async (shell) => {
      const input = shell.endsWith('fish') ? 'echo "$COSTS||$PATH[1]"\nexit 7\n' : lines;
      // fish does not read the sockets that Node.js uses as pipes.
      const typed = join(home.directory, 'typed');
      writeFileSync(typed, input);
      const { stdout, exitCode } = await execa('sh', ['-c', '"$0" shell mine < "$1"', program, typed], {
        ...{ env: { ...environment, SHELL: shell, TERM: 'xterm' }, extendEnv: false, reject: false },
      });
      const greeting = shell.endsWith('fish') ? '' : 'hello';
      expect(stdout).toContain(`5 $|${greeting}|${kernel.prefix}/bin`);
      expect(exitCode).toBe(7);
      // Its files are gone with it.
      expect(readdirSync('/tmp').filter((name) => name.startsWith('create-kernel-shell-'))).toEqual([]);
    },
  );
});

describe('which', () => {
  it('prints the kernel, the generation and the recipe inside a kernel', async () => {
    const { stdout, exitCode } = await start(['exec', 'mine', '--', program, 'which']);
    expect(stdout).toContain('# Shown mine, generation 1, made with uv');
    expect(stdout).toContain('name: mine');
    expect(exitCode).toBe(0);
    const { stdout: json } = await start(['exec', 'mine', '--', program, 'which', '--json']);
    expect(JSON.parse(json)).toMatchObject({
      name: 'mine',
      generation: 1,
      published: 1,
      prefix: kernel.prefix,
    });
  });

  it('says that the launcher has a newer generation', async () => {
    const { stderr } = await start(['which'], {
      more: { CREATE_KERNEL_NAME: 'mine', CREATE_KERNEL_GENERATION: '7' },
    });
    expect(stderr).toContain('the launcher now starts generation 1');
  });

  it('names the kernel as it is called now, if it was renamed meanwhile and another one has its name', async () => {
    const its = makeHome();
    makeKernel(its, 'old');
    const lines = `'${program}' rename old new && cp -r "$0/new" "$0/old" && sed -i 's|${its.environments}/old|/elsewhere|g' "$0/old/kernel.json" && '${program}' which`;
    const options = { env: its.environment, extendEnv: false };
    const words = ['exec', 'old', '--', 'sh', '-c', lines, join(its.jupyter_data, 'kernels')];
    const { stdout, stderr } = await execa(program, words, options);
    expect(stdout).toContain('# Shown old, generation 1, made with uv');
    expect(stderr).toContain('note: `old` is `new` now');
  });

  it('says outside that it is outside', async () => {
    expect(await start(['which'])).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('This is not a kernel that Create Kernel made'),
    });
  });
});
