/** Checks how the site operates the app: the limits of builds on this host, and the audit file. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { run } from '../../base/process.js';
import type { SiteFinding } from '../../shared/finding.js';
import { expandPath } from '../../site/paths.js';
import { about, type Subject } from '../check.js';

const SECONDS = 4;

export async function checkOperation(subject: Subject): Promise<SiteFinding[]> {
  return [await limits(subject), await audit(subject)];
}

/** systemd enforces the limits of builds on this host, if it runs for this user. */
async function limits({ site, environment }: Subject): Promise<SiteFinding> {
  const tell = about('limits', 'Limits of a build on this host');
  const { local, local_memory_megabytes: memory, local_cpu_percent: cpu } = site.config.build_on;
  if (!local) return tell.ok('not needed: builds run on a cluster');
  const asked = memory !== undefined || cpu !== undefined;
  const there = await hasUserScopes(environment);
  if (there) return tell.ok(asked ? 'enforced by systemd' : 'not set; systemd could enforce them');
  return asked
    ? tell.warn(
        'not enforced, because systemd does not run for this user',
        'Enable it (`loginctl enable-linger`), or run builds on a cluster (`build_on`)',
      )
    : tell.ok('not set; systemd does not run for this user');
}

/** Whether systemd-run can start a program in a scope of this user. */
async function hasUserScopes(environment: NodeJS.ProcessEnv): Promise<boolean> {
  const bus = process.getuid ? `/run/user/${process.getuid()}` : '';
  const variables = { PATH: '/usr/bin:/bin', XDG_RUNTIME_DIR: environment.XDG_RUNTIME_DIR ?? bus };
  const scope = ['systemd-run', '--user', '--scope', '--quiet', 'true'];
  return (await run(scope, { environment: variables, seconds: SECONDS })).exit === 0;
}

async function audit({ site, environment }: Subject): Promise<SiteFinding> {
  const tell = about('audit', 'Record of builds');
  const { file: template, syslog } = site.config.audit;
  if (!template) return tell.ok(syslog ? 'written to the system log' : 'off');
  const file = expandPath(template, site.account, environment);
  return (await isWritable(file))
    ? tell.ok(`\`${file}\``)
    : tell.fail(`\`${file}\` cannot be written`, 'Make it writable for every user who builds kernels');
}

async function isWritable(file: string): Promise<boolean> {
  const there = await stat(file).catch(() => undefined);
  return access(there ? file : dirname(file), constants.W_OK).then(
    () => true,
    () => false,
  );
}
