/** A per-user nginx (PUN) with Passenger, as Open OnDemand runs it: the master runs as root, all else as the user. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { waitFor } from '../../support/wait.js';
import { passengerModule } from './module.js';
import { type PunApp, renderNginxConf, socketOf } from './nginx-conf.js';
import type { HostUser } from './user.js';

export interface PunOptions {
  user: HostUser;
  apps: readonly PunApp[];
  /** Seconds after its last request when an app is ended. */
  idleSeconds?: number;
  uploadBytes?: number;
  /** The user of nginx's master: in Open OnDemand it is root, and then Passenger sets HOME. */
  master?: 'root' | 'user';
  /** Variables that an administrator sets in `pun_custom_env`. */
  variables?: Record<string, string>;
}

// Open OnDemand starts Node.js through a wrapper, which prefers the app's own Node.js.
const NODE = '#!/bin/sh\n[ -x "$PWD/bin/node" ] && exec "$PWD/bin/node" "$@"\nexec node "$@"\n';

/** Not started yet. */
export async function makePun(options: PunOptions): Promise<Pun> {
  const { user, apps, idleSeconds = 300, uploadBytes = 10_737_420_000, variables = {} } = options;
  // A short name: the path of a socket has at most 107 bytes.
  const directory = mkdtempSync(join(user.directory, 'p'));
  chownSync(directory, user.uid, user.gid);
  chmodSync(directory, 0o755);
  // A user's nginx may not be able to read this work tree.
  const module = join(directory, 'passenger.so');
  copyFileSync(await passengerModule(), module);
  const environment = punEnvironment(user, uploadBytes, variables);
  const conf = renderNginxConf({
    ...{ module, directory, user: user.name, apps },
    ...{ idle_seconds: idleSeconds, upload_bytes: uploadBytes, variables: Object.keys(environment) },
  });
  writeFileSync(join(directory, 'node'), NODE, { mode: 0o755 });
  writeFileSync(join(directory, 'nginx.conf'), conf);
  const owner = options.master === 'user' ? { uid: user.uid, gid: user.gid } : {};
  return new Pun(directory, environment, owner);
}

/** nginx_stage keeps only a few variables, without HOME and SHELL. */
function punEnvironment(
  { name }: HostUser,
  uploadBytes: number,
  variables: Record<string, string>,
): Record<string, string> {
  const usual = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
  return {
    ...{ USER: name, LOGNAME: name, LANG: 'C.UTF-8', PATH: [dirname(process.execPath), ...usual].join(':') },
    ...{ ONDEMAND_VERSION: '4.0.0', ONDEMAND_PORTAL: 'ondemand', ONDEMAND_TITLE: 'Open OnDemand' },
    ...{ SECRET_KEY_BASE: 'the-secret-of-the-portal', NGINX_FILE_UPLOAD_MAX: String(uploadBytes) },
    ...{ OOD_FILES_URL: '/pun/sys/dashboard/files', RAILS_LOG_TO_STDOUT: 'true' },
    ...variables,
  };
}

export class Pun {
  readonly socket: string;
  private master: ChildProcess | undefined;

  constructor(
    private readonly directory: string,
    private readonly environment: Record<string, string>,
    private readonly owner: { uid?: number; gid?: number },
  ) {
    this.socket = socketOf(directory);
  }

  /** The master's process, while it runs. */
  get pid(): number | undefined {
    return this.master?.pid;
  }

  async start(): Promise<void> {
    const master = this.nginx();
    this.master = master;
    await waitFor('nginx to listen', () => {
      if (master.exitCode !== null) throw new Error(`nginx has ended:\n${this.log()}`);
      return existsSync(this.socket);
    });
  }

  /** The same as `nginx -s stop`, which the dashboard's menu and `nginx_clean` call. */
  async stop(): Promise<void> {
    if (!this.master || this.master.exitCode !== null) return;
    const ended = once(this.master, 'exit');
    this.master.kill('SIGTERM');
    await ended;
    rmSync(this.socket, { force: true });
  }

  /** The log of nginx, Passenger and the apps. */
  log(): string {
    return readFileSync(join(this.directory, 'error.log'), 'utf8');
  }

  private nginx(): ChildProcess {
    const argv = ['-c', join(this.directory, 'nginx.conf')];
    return spawn('/usr/sbin/nginx', argv, {
      env: this.environment,
      stdio: 'ignore',
      cwd: '/',
      ...this.owner,
    });
  }
}

/** The processes of an app, as Passenger names them. */
export function appProcesses(root: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const all = pids.filter((pid) => read(`/proc/${pid}/cmdline`).startsWith(`Passenger NodeApp: ${root}`));
  // A new child process has the app's name until it executes its program.
  return all.filter((pid) => !all.includes(parentOf(pid))).map(Number);
}

function parentOf(pid: string): string {
  return /^PPid:\s+(\d+)$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? '';
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}
