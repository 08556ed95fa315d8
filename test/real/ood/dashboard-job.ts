/** A session of the dashboard's stand-in: launched by it, run by bash or a scheduler, and shown on its cards. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import type { SessionCard } from '../../../src/cli/following/session-card.js';
import { type CardRequest, Dashboard, type Launched, type RenderedCards } from '../../support/dashboard.js';

export interface JobSite {
  /** The dashboard's data directory. */
  data: string;
  /** The site's settings, as the portal has them. */
  settings: string;
}

export class DashboardJob {
  private constructor(
    private readonly dashboard: Dashboard,
    readonly launched: Launched,
  ) {}

  static async launch({ data, settings }: JobSite, values: Record<string, string>): Promise<DashboardJob> {
    const dashboard = new Dashboard({ CREATE_KERNEL_SITE: settings });
    const [launched] = await dashboard.launch({ data, values });
    return new DashboardJob(dashboard, launched as Launched);
  }

  get staged(): string {
    return this.launched.staged;
  }

  get script(): string {
    return join(this.staged, 'job_script_content.sh');
  }

  /** Runs the job as a node does, in this environment; gives its exit status and its output. */
  async run(environment: Record<string, string>): Promise<{ exit: number | undefined; output: string }> {
    const options = { env: environment, extendEnv: false, reject: false, all: true, cwd: '/' } as const;
    const { exitCode, all } = await execa('bash', [this.script], options);
    return { exit: exitCode, output: all };
  }

  /** The build's exit status. The job's only shows whether it is 0. */
  async runScript(environment: Record<string, string>): Promise<number | undefined> {
    const site = { CREATE_KERNEL_SITE: join(this.staged, 'site.yml') };
    const options = { env: { ...environment, ...site }, extendEnv: false, reject: false, cwd: this.staged };
    return (await execa('./script.sh', [], options)).exitCode;
  }

  /** The job's last report for its cards. */
  card(): SessionCard | undefined {
    const file = join(this.staged, 'create_kernel.json');
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  }

  async cards(status: CardRequest['status']): Promise<RenderedCards> {
    const [cards] = await this.dashboard.cards({ staged: this.staged, status });
    return cards as RenderedCards;
  }
}
