/** A portal host for one test file: a user, the app as installed from a release, the user's nginx, and Apache before it. */
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { equipSite, readSite } from '../../src/site/site.js';
import { startFront } from '../parts/pun/front.js';
import type { PunApp } from '../parts/pun/nginx-conf.js';
import { appProcesses, makePun, type Pun, type PunOptions } from '../parts/pun/pun.js';
import { installRelease } from '../parts/pun/release-tree.js';
import { type HostUser, makeUser, orElse } from '../parts/pun/user.js';
import type { App } from './app.js';
import type { Gate } from './gate.js';
import type { Home } from './home.js';
import { makePretendUv, setHook } from './pretend-uv.js';
import { networkVariables, useIndexOfMachine } from './reach-index.js';
import { waitFor } from './wait.js';
import { type Served, servedOn, Visitor } from './web.js';

export const SYS = '/pun/sys/create_kernel';
export const DEV = '/pun/dev/create_kernel';

export type Address = Omit<Served, 'server'>;

/** The app behind one PUN. */
export interface Entrance extends Address {
  pun: Pun;
}

export class Portal {
  private readonly apps: PunApp[];
  private readonly endings: (() => Promise<void>)[] = [];

  constructor(
    readonly user: HostUser,
    readonly home: Home,
    readonly root: string,
  ) {
    this.apps = [
      { uri: SYS, root, environment: 'production' },
      { uri: DEV, root, environment: 'development' },
    ];
  }

  /** Starts a PUN, and an Apache before it. If that fails, nothing of the portal is left. */
  async open(options: OpenOptions = {}): Promise<Entrance> {
    return orElse(
      () => this.close(),
      () => this.start(options),
    );
  }

  private async start({ timeout, ...options }: OpenOptions): Promise<Entrance> {
    const variables = { ...networkVariables(), CREATE_KERNEL_SITE: join(this.user.directory, 'site.yml') };
    const pun = await makePun({ user: this.user, apps: this.apps, variables, ...options });
    this.endings.push(() => pun.stop());
    await pun.start();
    return { pun, ...(await this.front(pun, timeout)) };
  }

  /** Starts another Apache before a PUN; it closes a connection after this many silent seconds. */
  async front(pun: Pun, timeout?: number): Promise<Address> {
    const front = await startFront(this.user, pun, timeout);
    this.endings.push(front.stop);
    return servedOn(front.port);
  }

  /** The processes of the app. */
  processes(): number[] {
    return appProcesses(this.root);
  }

  /** Waits until no process of the app is left. */
  async appEnded(): Promise<void> {
    await waitFor('the app to end', () => this.processes().length === 0);
  }

  /** Stops everything, and removes the user. */
  async close(): Promise<void> {
    try {
      for (const end of this.endings.splice(0).reverse()) await end();
    } finally {
      await this.user.remove();
    }
  }
}

interface OpenOptions extends Pick<PunOptions, 'idleSeconds' | 'uploadBytes' | 'master'> {
  /** Apps other than Create Kernel at its two addresses. */
  apps?: readonly PunApp[];
  /** Apache's time-out, in seconds. */
  timeout?: number;
}

/** Makes the user and installs the app. The caller closes it. */
export async function makePortal(): Promise<Portal> {
  const user = await makeUser();
  return orElse(user.remove, async () => {
    const root = join(user.directory, 'app');
    await installRelease(root);
    return new Portal(user, makeHomeOf(user), root);
  });
}

/**
 * The package managers are Python's venv and a pretend uv. The app gets the name of the site's file and this machine's
 * network settings.
 */
function makeHomeOf({ directory, home, uid, gid }: HostUser): Home {
  const site = join(directory, 'site.yml');
  const environments = join(home, 'environments');
  mkdirSync(environments);
  chownSync(environments, uid, gid);
  useIndexOfMachine(home);
  const uv = makePretendUv(join(directory, 'bin'));
  const locations = [{ id: 'home', title: 'Home', path: environments }];
  const settings = { locations, managers: { uv: { path: uv } }, system_jupyter_path: [] };
  writeFileSync(site, stringify(settings));
  const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: home, CREATE_KERNEL_SITE: site };
  // The tests read the site as root, who is not the owner of the home; the app itself gets no such exception.
  const seen = { ...environment, CREATE_KERNEL_SITE: join(directory, 'seen-by-root.yml') };
  writeFileSync(seen.CREATE_KERNEL_SITE, stringify({ ...settings, shared_directories: [home] }));
  return {
    ...{ directory, home, environments, environment },
    data_root: join(home, 'ondemand/data/sys/create_kernel'),
    jupyter_data: join(home, '.local/share/jupyter'),
    site: readSite(seen),
    equip: () => equipSite(readSite(seen), seen),
    hook: (lines) => setHook(uv, lines),
  };
}

export function visitorOf(address: Address, uri = SYS): Visitor {
  return new Visitor(address, uri);
}

/** The same for a window of a browser. */
export function appAt({ origin }: Address, uri = SYS): Pick<App, 'origin' | 'admit'> {
  return { origin: origin + uri, admit: async () => {} };
}

/** A smoke test that waits at a gate. */
export function smokeGate({ file }: Gate): string {
  return `import os, time\nwhile not os.path.exists(${JSON.stringify(file)}): time.sleep(0.05)`;
}

/** Sends the form. Returns the id of the build. */
export async function orderBy(visitor: Visitor, fields: Record<string, string>): Promise<string> {
  const answer = await visitor.post('/builds', fields);
  const id = /\/builds\/([\w-]+)$/.exec(answer.headers.location ?? '')?.[1];
  if (!id) throw new Error(`${answer.status}\n${answer.text}`);
  return id;
}
