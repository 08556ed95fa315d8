/** The command line program as a person runs it, in a separate home. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, type Options } from 'execa';
import { appRoot } from '../../src/base/program.js';
import { networkVariables, useIndexOfMachine } from '../support/reach-index.js';
import { removeDirectory } from '../support/remove.js';

export const program = join(appRoot, 'bin', 'create-kernel');

export interface Ended {
  exit: number | undefined;
  out: string;
  talk: string;
}

/** An account without any file. */
export class Account {
  readonly home = mkdtempSync(join(tmpdir(), 'create-kernel-home-'));
  readonly environment = {
    ...networkVariables(),
    ...{ HOME: this.home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' },
  };
  readonly kernels = join(this.home, '.local', 'share', 'jupyter', 'kernels');

  constructor() {
    useIndexOfMachine(this.home);
  }

  /** Runs `create-kernel` with these words, without a terminal, to its end. */
  async run(...words: string[]): Promise<Ended> {
    const { exitCode, stdout, stderr } = await execa(program, words, this.options);
    return { exit: exitCode, out: String(stdout), talk: String(stderr) };
  }

  /** The same with `--json`: what was printed as data. */
  async json(...words: string[]) {
    const { out, exit } = await this.run(...words, '--json');
    return { exit, data: JSON.parse(out) };
  }

  /** Runs a line of bash in which `$ck` is the program. */
  async shell(line: string): Promise<Ended> {
    const env = { ...this.environment, ck: program };
    const { exitCode, stdout, stderr } = await execa('bash', ['-c', line], { ...this.options, env });
    return { exit: exitCode, out: String(stdout), talk: String(stderr) };
  }

  /** Runs it on a new terminal (util-linux's `script`). */
  onTerminal(...words: string[]): OnTerminal {
    const line = [program, ...words].map((word) => `'${word}'`).join(' ');
    return new OnTerminal(line, { ...this.environment, TERM: 'xterm' }, this.home);
  }

  remove(): Promise<void> {
    return removeDirectory(this.home);
  }

  private get options() {
    return {
      env: this.environment,
      extendEnv: false,
      cwd: this.home,
      stdin: 'ignore',
      reject: false,
    } as const satisfies Options;
  }
}

export class OnTerminal {
  shown = '';
  readonly ended: Promise<number | undefined>;
  private readonly process;

  constructor(line: string, env: Record<string, string>, cwd: string) {
    const words = ['--quiet', '--return', '--command', line, '/dev/null'];
    const options = { env, extendEnv: false, cwd, stdin: 'pipe', reject: false, buffer: false } as const;
    this.process = execa('script', words, options);
    this.process.stdout.on('data', (bytes: Buffer) => {
      this.shown += bytes.toString();
    });
    this.ended = this.process.then(({ exitCode }) => exitCode);
  }

  type(keys: string): void {
    this.process.stdin.write(keys);
  }
}
