/** One run of a conda: a separate prefix, and the nearly empty environment in which the app starts programs. */
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Answer, run } from '../../../src/base/process.js';
import { activateEnvironment, writeActivation } from '../../../src/managers/conda/activation.js';

/** A home for all tries of a file, which share its package cache. */
export function condaHome(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'conda-parts-'));
}

export class CondaCase {
  private constructor(
    readonly home: string,
    private readonly channel: string,
    /** Does not exist yet. */
    readonly prefix: string,
  ) {}

  static async begin(home: string, channel: string): Promise<CondaCase> {
    return new CondaCase(home, channel, join(await mkdtemp(join(home, 'case-')), 'environment'));
  }

  get environment(): Record<string, string> {
    return { PATH: '/usr/bin:/bin', HOME: this.home, CONDA_PKGS_DIRS: join(this.home, 'packages') };
  }

  start(program: string, words: string[], variables: Record<string, string> = {}): Promise<Answer> {
    return run([program, ...words], { environment: { ...this.environment, ...variables }, seconds: 600 });
  }

  /** The words of `create` with the test channel and nothing else. */
  words(...more: string[]): string[] {
    const where = ['--prefix', this.prefix, '--override-channels', '--channel', this.channel];
    return ['create', '--yes', ...where, ...more];
  }

  create(program: string, ...more: string[]): Promise<Answer> {
    return this.start(program, this.words(...more));
  }

  /** The same where the test is about something else. */
  async make(program: string, ...packages: string[]): Promise<void> {
    const answer = await this.create(program, ...packages);
    expect(answer, answer.stderr).toMatchObject({ exit: 0 });
  }

  /** The environment that lines of bash leave, without what bash itself sets. */
  async environmentAfter(lines: string): Promise<Record<string, string>> {
    const answer = await this.start('/bin/bash', ['--noprofile', '--norc', '-c', `${lines}\nenv -0`]);
    const entries = answer.stdout
      .split('\0')
      .filter((entry) => /^(?!_=|SHLVL=|PWD=|OLDPWD=)\w+=/.test(entry));
    return Object.fromEntries(
      entries.map((entry) => [entry.replace(/=.*/s, ''), entry.replace(/^\w+=/, '')]),
    );
  }

  /** The same by the app's own activation, and what that noted. */
  async activate(program: string): Promise<{ variables: Record<string, string>; notes: string }> {
    const places = { staging: join(this.prefix, '..'), prefix: this.prefix };
    const { action } = writeActivation(places);
    if (action.kind === 'write') await writeFile(action.path, action.text);
    const variables = await this.environmentAfter(activateEnvironment(places, program).lines.join('\n'));
    return { variables, notes: await readFile(join(places.staging, 'notes.txt'), 'utf8') };
  }

  /** The packages that the prefix records. */
  async packages(): Promise<string[]> {
    const files = await readdir(join(this.prefix, 'conda-meta')).catch(() => []);
    return files.filter((file) => file.endsWith('.json')).sort();
  }
}
