/** A portal host: a release unpacked by root as an administrator does, and an ordinary user with a home. */
import { chmodSync, chownSync, cpSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { execa, type ResultPromise } from 'execa';
import { installRelease } from '../../parts/release/index.js';
import { networkVariables, useIndexOfMachine } from '../../support/reach-index.js';
import { publicDirectory } from './tree.js';

/** An account without rights or a home: Debian's user for such processes. */
const NOBODY = 65_534;

export interface Ended {
  exit: number | undefined;
  out: string;
  talk: string;
}

export class Portal {
  readonly directory = publicDirectory();
  readonly app = join(this.directory, 'sys', 'create_kernel');

  /** Makes a release and unpacks it. */
  install(): Promise<void> {
    return installRelease(this.app);
  }

  /** A home of the user's own, empty. */
  newHome(): string {
    const home = mkdtempSync(join(this.directory, 'home-'));
    chownSync(home, NOBODY, NOBODY);
    useIndexOfMachine(home);
    return home;
  }

  /** A program called `node` on a search path that has Debian's programs besides; gives that path. */
  searchPath(node: string): string {
    const directory = mkdtempSync(join(this.directory, 'bin-'));
    chmodSync(directory, 0o755);
    cpSync(node, join(directory, 'node'));
    return `${directory}:/usr/bin:/bin`;
  }

  /** Starts a program of the app as the user, who has these variables, and how the network is reached. */
  start(words: readonly [string, ...string[]], environment: Record<string, string>): ResultPromise {
    const [program, ...rest] = words;
    return execa(program, rest, {
      ...{
        env: { ...networkVariables(), ...environment },
        extendEnv: false,
        cwd: this.app,
        uid: NOBODY,
        gid: NOBODY,
      },
      ...{ reject: false, stdin: 'ignore' },
    });
  }

  async run(words: readonly [string, ...string[]], environment: Record<string, string>): Promise<Ended> {
    const { exitCode, stdout, stderr } = await this.start(words, environment);
    return { exit: exitCode, out: String(stdout), talk: String(stderr) };
  }
}
