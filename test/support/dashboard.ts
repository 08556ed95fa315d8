/** Runs the stand-in for Open OnDemand's dashboard (test/parts/dashboard), with Ruby. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { execa } from 'execa';
import { appRoot } from '../../src/base/program.js';

const program = join(appRoot, 'test', 'parts', 'dashboard', 'dashboard.rb');

export interface Launch {
  /** The dashboard's data directory. */
  data: string;
  values: Record<string, string>;
  token?: string;
  /** The app's directory. */
  app?: string;
  sub?: string;
  /** Adapter by cluster. */
  clusters?: Record<string, string>;
}

export interface Launched {
  /** The session's folder. */
  staged: string;
  /** submit.yml. */
  submit: { batch_connect: object; script: Record<string, unknown> };
  /** The arguments of sbatch. */
  words: string[];
}

export interface CardRequest {
  staged: string;
  status: 'queued' | 'running' | 'completed';
  token?: string;
  /** The app's directory. */
  app?: string;
}

export interface RenderedCards {
  info: string;
  completed?: string;
  view?: string;
}

const TOKEN = 'sys/create_kernel';

export class Dashboard {
  /** Variables of the dashboard's own process. */
  constructor(private readonly environment: Record<string, string> = {}) {}

  async launch(...launches: Launch[]): Promise<Launched[]> {
    const defaults = { do: 'launch', app: appRoot, token: TOKEN, clusters: { alpha: 'slurm' } };
    return this.ask(launches.map((launch) => ({ ...defaults, id: randomUUID(), ...launch })));
  }

  async cards(...requests: CardRequest[]): Promise<RenderedCards[]> {
    return this.ask(requests.map((request) => ({ do: 'cards', app: appRoot, token: TOKEN, ...request })));
  }

  /** @throws Error with the first failure. */
  private async ask<Answer>(requests: object[]): Promise<Answer[]> {
    const env = {
      PATH: process.env.PATH ?? '',
      LANG: 'C.UTF-8',
      CREATE_KERNEL_SITE: '/proc/nonexistent',
      ...this.environment,
    };
    const { stdout } = await execa('ruby', ['--disable=gems', program], {
      input: JSON.stringify(requests),
      env,
      extendEnv: false,
    });
    const answers: (Answer & { error?: string })[] = JSON.parse(stdout);
    const failed = answers.find(({ error }) => error);
    if (failed) throw new Error(failed.error);
    return answers;
  }
}
