/** An Apache before the PUN, configured as Open OnDemand's portal (ood-portal-generator/templates/ood-portal.conf.erb). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { appRoot } from '../../../src/base/program.js';
import { freePort } from '../../support/free-port.js';
import { waitFor } from '../../support/wait.js';
import type { Pun } from './pun.js';
import type { HostUser } from './user.js';

const HERE = join(appRoot, 'test/parts/pun');
const MODULES = '/usr/lib/apache2/modules';
const LOADED = [
  ...['mpm_event', 'authn_core', 'authz_core', 'env', 'setenvif', 'headers'],
  ...['proxy', 'proxy_http', 'proxy_wstunnel', 'lua'],
];

export interface Front {
  port: number;
  stop(): Promise<void>;
}

/** `timeout`: silent seconds after which Apache closes a connection; its default is 60. */
export async function startFront(user: HostUser, pun: Pun, timeout = 60): Promise<Front> {
  const directory = mkdtempSync(join(user.directory, 'f'));
  const port = await freePort();
  const conf = join(directory, 'apache.conf');
  writeFileSync(conf, renderConf({ directory, port, timeout, user: user.name, socket: pun.socket }));
  const apache = spawn('/usr/sbin/apache2', ['-f', conf, '-D', 'FOREGROUND'], { stdio: 'ignore' });
  await waitFor('Apache to listen', () => {
    if (apache.exitCode !== null) throw new Error(readFileSync(join(directory, 'error.log'), 'utf8'));
    return listens(port);
  });
  const stop = async () => {
    const ended = once(apache, 'exit');
    apache.kill('SIGTERM');
    await ended;
  };
  return { port, stop };
}

interface Conf {
  directory: string;
  port: number;
  timeout: number;
  user: string;
  socket: string;
}

function renderConf({ directory, port, timeout, user, socket }: Conf): string {
  const modules = LOADED.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`);
  return `
ServerRoot ${directory}
PidFile ${directory}/apache.pid
DefaultRuntimeDir ${directory}
ErrorLog ${directory}/error.log
ServerName localhost
Listen 127.0.0.1:${port}
User www-data
Group www-data
${modules.join('\n')}
Timeout ${timeout}
LuaRoot ${HERE}
SetEnv PUN_SOCKET ${socket}
SetEnv PUN_USER ${user}
<Location "/pun">
  ProxyPreserveHost On
  ProxyAddHeaders On
  ProxyPassReverse "http://localhost/pun"
  Header edit* Set-Cookie ";\\s*(?i)Domain[^;]*" ""
  Header edit* Set-Cookie ";\\s*(?i)Path\\s*=(?-i)(?!\\s*/pun)[^;]*" "; Path=/pun"
  Header always set Content-Security-Policy "frame-ancestors http://localhost;"
  LuaHookFixups front.lua to_pun
</Location>
`;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(() => resolve(true)));
    socket.on('error', () => resolve(false));
  });
}
