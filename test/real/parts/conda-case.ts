/** One try of a conda: a prefix of its own, and the nearly empty environment in which the app starts programs. */
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Answer, run } from '../../../src/base/process.js';

/** A home for all tries of a file, which share its package cache. */
export function condaHome(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'conda-parts-'));
}

export class CondaCase {
  private constructor(
    private readonly home: string,
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

  start(program: string, words: string[]): Promise<Answer> {
    return run([program, ...words], { environment: this.environment, seconds: 120 });
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

  /** The packages that the prefix records. */
  async packages(): Promise<string[]> {
    const files = await readdir(join(this.prefix, 'conda-meta')).catch(() => []);
    return files.filter((file) => file.endsWith('.json')).sort();
  }
}
