/** An ordinary user of a portal with one cluster, who uses the command line of an app that only root can change. */
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { stringify } from 'yaml';
import { appRoot } from '../../src/base/program.js';
import type { BuildStatus, Cause } from '../../src/shared/builds/build-events.js';
import { type HostUser, makeUser, orElse } from '../parts/pun/user.js';
import { makePretendUv, setHook } from './pretend-uv.js';
import { buildProgram } from './program.js';
import { waitFor } from './wait.js';

/** A build as `builds --json` prints it. */
export interface Shown {
  id: string;
  name: string;
  status: BuildStatus;
  reason?: string;
  cause?: Cause;
  host?: string;
  job?: { id: string; cluster: string };
  prefix: string;
  kernel_directory: string;
}

export interface Ended {
  exit: number | undefined;
  out: string;
  talk: string;
}

export class ClusterAccount {
  private constructor(readonly user: HostUser) {}

  /** `job` is that section of Open OnDemand's cluster file; `settings` are the site's settings for builds. */
  static async make(job: object, settings: object = {}): Promise<ClusterAccount> {
    await buildProgram();
    const account = new ClusterAccount(await makeUser());
    return orElse(
      () => account.remove(),
      async () => account.setUp(job, settings),
    );
  }

  private setUp(job: object, settings: object): this {
    const at = (name: string) => join(this.user.directory, name);
    const uv = { path: makePretendUv(at('tools')) };
    for (const name of ['app', 'clusters']) mkdirSync(at(name));
    for (const name of ['dist', 'VERSION', 'manifest.yml', 'form.yml'])
      cpSync(join(appRoot, name), join(at('app'), name), { recursive: true });
    writeFileSync(join(at('clusters'), 'here.yml'), stringify({ v2: { metadata: { title: 'Here' }, job } }));
    const build_on = { default: 'here', clusters_directory: at('clusters'), ...settings };
    const locations = [{ id: 'home', title: 'Home', path: join(this.user.home, 'environments') }];
    const managers = { uv, venv: { enabled: false } };
    writeFileSync(at('site.yml'), stringify({ locations, managers, build_on, system_jupyter_path: [] }));
    return this;
  }

  /** Runs `create-kernel` as this user, to its end. */
  async run(...words: string[]): Promise<Ended> {
    const { directory, home, uid, gid, name } = this.user;
    const env = { HOME: home, USER: name, PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8' };
    const options = { uid, gid, env: { ...env, CREATE_KERNEL_SITE: join(directory, 'site.yml') } };
    const { exitCode, stdout, stderr } = await execa(
      process.execPath,
      [join(directory, 'app/dist/cli.js'), ...words],
      { ...options, extendEnv: false, cwd: '/', stdin: 'ignore', reject: false },
    );
    return { exit: exitCode, out: stdout, talk: stderr };
  }

  /** Orders a build; returns its id. */
  async order(name: string, ...words: string[]): Promise<string> {
    const { out, talk } = await this.run('create', name, '--detach', ...words);
    if (!/^\d{8}-/.test(out)) throw new Error(`${name} was not ordered: ${talk}`);
    return out;
  }

  async show(id: string): Promise<Shown> {
    const { out } = await this.run('builds', '--json');
    const found = (JSON.parse(out) as Shown[]).find((build) => build.id === id);
    if (!found) throw new Error(`There is no build ${id}`);
    return found;
  }

  /** Waits until a build satisfies a condition. */
  async until(id: string, what: string, is: (build: Shown) => boolean): Promise<Shown> {
    let last: Shown | undefined;
    try {
      return (await waitFor(`build ${id} ${what}`, async () => {
        last = await this.show(id);
        return is(last) && last;
      })) as Shown;
    } catch (error) {
      throw new Error(`${(error as Error).message}: ${JSON.stringify(last)}`);
    }
  }

  /** Waits until it is in one of these states. */
  status(id: string, ...wanted: BuildStatus[]): Promise<Shown> {
    return this.until(id, `to be ${wanted.join(' or ')}`, ({ status }) => wanted.includes(status));
  }

  /** Lines of sh that every later `pip install` runs. */
  hook(lines: string): void {
    setHook(join(this.user.directory, 'tools/uv'), lines);
  }

  /** Files of a kernel that remain in the launcher, the location and the staging directory. */
  leftovers(name: string): string[] {
    const places = ['environments', '.local/share/jupyter/kernels', '.local/share/jupyter/create_kernel'];
    return places
      .flatMap((place) => namesIn(join(this.user.home, place)))
      .filter((each) => each.startsWith(name));
  }

  remove(): Promise<void> {
    return this.user.remove();
  }
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
