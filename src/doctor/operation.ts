/** How the site runs the app: limits of builds on this host, and the record that it keeps of them. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { run } from '../base/process.js';
import type { Finding } from '../shared/finding.js';
import { expandPath } from '../site/paths.js';
import { about, type Subject } from './check.js';

const SECONDS = 4;

export async function checkOperation(subject: Subject): Promise<Finding[]> {
  return [await limits(subject), await audit(subject)];
}

/** The limits of a build on this host are kept by systemd, where it runs for this user. */
async function limits({ site, environment }: Subject): Promise<Finding> {
  const tell = about('limits', 'Limits of a build on this host');
  const { local, local_memory_megabytes: memory, local_cpu_percent: cpu } = site.config.build_on;
  if (!local) return tell.ok('none is needed: builds run on a cluster');
  const asked = memory !== undefined || cpu !== undefined;
  const there = await hasUserScopes(environment);
  if (there) return tell.ok(asked ? 'systemd keeps them' : 'none are set; systemd could keep them');
  return asked
    ? tell.warn(
        'systemd does not run for this user, so that nothing keeps them',
        'Enable it (`loginctl enable-linger`), or let builds run on a cluster (`build_on`)',
      )
    : tell.ok('none are set, and systemd does not run for this user');
}

/** Whether systemd-run can start a program in a scope of this user's own. */
async function hasUserScopes(environment: NodeJS.ProcessEnv): Promise<boolean> {
  const bus = process.getuid ? `/run/user/${process.getuid()}` : '';
  const variables = { PATH: '/usr/bin:/bin', XDG_RUNTIME_DIR: environment.XDG_RUNTIME_DIR ?? bus };
  const scope = ['systemd-run', '--user', '--scope', '--quiet', 'true'];
  return (await run(scope, { environment: variables, seconds: SECONDS })).exit === 0;
}

async function audit({ site, environment }: Subject): Promise<Finding> {
  const tell = about('audit', 'Record of builds');
  const { file: template, syslog } = site.config.audit;
  if (!template) return tell.ok(syslog ? 'the system’s log' : 'switched off');
  const file = expandPath(template, site.account, environment);
  return (await isWritable(file))
    ? tell.ok(`\`${file}\``)
    : tell.fail(
        `\`${file}\` cannot be written`,
        'Every user has to be able to add a line to it: correct its rights',
      );
}

async function isWritable(file: string): Promise<boolean> {
  const there = await stat(file).catch(() => undefined);
  return access(there ? file : dirname(file), constants.W_OK).then(
    () => true,
    () => false,
  );
}
