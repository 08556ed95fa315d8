/** The site's command at the end of a build, such as one that sends mail. */
import { run } from '../../base/process.js';
import type { BuildState } from '../../shared/builds/build-state.js';
import { currentAccount } from '../../site/paths.js';
import type { SiteConfig } from '../../site/settings/index.js';
import { type AuditRecord, auditRecord } from './audit.js';

const SECONDS = 60;
// Mail programs are in the directories of the system's own programs.
const PATH = '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin';

/**
 * Runs the command, if the site has one. A failure does not fail the build: it is returned as a sentence. A command that
 * does not end in time is ended with its descendants.
 */
export async function notify(
  build: string,
  state: BuildState,
  { notify_command: command, portal_url }: Pick<SiteConfig, 'notify_command' | 'portal_url'>,
  seconds = SECONDS,
): Promise<string | undefined> {
  if (!command) return undefined;
  const environment = variablesOf(auditRecord(build, state), state, portal_url);
  const { signal } = new AbortController();
  const { exit, stderr, timedOut } = await run(command, { environment, seconds, signal });
  if (exit === 0 && !timedOut) return undefined;
  const words = stderr.trim().split('\n').at(-1) || `its exit status is ${exit ?? 'unknown'}`;
  return `The site’s \`notify_command\` failed: ${timedOut ? `it ran for more than ${seconds} s` : words}`;
}

/** All of its variables. Those of the build's tools are left out, since they may have passwords. */
function variablesOf(
  record: AuditRecord,
  { display_name, cause }: BuildState,
  portal_url: string | undefined,
): Record<string, string> {
  const { home } = currentAccount();
  return {
    ...{ PATH, HOME: home, USER: record.user, LOGNAME: record.user, LANG: process.env.LANG ?? 'C.UTF-8' },
    CREATE_KERNEL_BUILD: record.build,
    CREATE_KERNEL_RESULT: record.result,
    CREATE_KERNEL_NAME: record.kernel,
    CREATE_KERNEL_DISPLAY_NAME: display_name,
    CREATE_KERNEL_MANAGER: record.manager,
    CREATE_KERNEL_HOST: record.host,
    CREATE_KERNEL_SECONDS: String(Math.round(record.seconds)),
    CREATE_KERNEL_CAUSE: cause?.message ?? '',
    CREATE_KERNEL_URL: portal_url ? `${portal_url}/builds/${record.build}` : '',
  };
}
