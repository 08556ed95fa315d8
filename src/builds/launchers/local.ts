/** Runs on this host in a new session, so that closing the browser or stopping the server does not end the build. */

import { existsSync } from 'node:fs';
import { run } from '../../base/process.js';
import { runnerProgram } from '../../base/program.js';
import type { SiteConfig } from '../../site/settings/index.js';
import type { Site } from '../../site/site.js';
import type { BuildFiles } from '../build-directory.js';
import type { Launcher } from './launcher.js';
import { startRunner } from './start-runner.js';

export const local: Launcher = {
  id: 'local',
  label: 'This host',
  async begin(files, site) {
    return startRunner(files, { ...(await commandFor(files, site)), detached: true });
  },
};

async function commandFor(files: BuildFiles, site: Site) {
  const runner = [process.execPath, runnerProgram(), files.directory];
  const scope = scopeWords(site.config.build_on);
  const systemd = scope.length > 0 ? await userSystemd() : undefined;
  // The runner needs no other variable of the server's environment, and must not pass any on. A scope keeps the process
  // (systemd-run(1), --scope).
  return systemd ? { argv: [...scope, ...runner], environment: systemd } : { argv: runner, environment: {} };
}

type Settings = Pick<SiteConfig['build_on'], 'local_memory_megabytes' | 'local_cpu_percent'>;

/**
 * The words that run a command in a systemd scope with the site's limits (systemd.resource-control(5)); none if it sets
 * none. Pure.
 */
export function scopeWords({ local_memory_megabytes, local_cpu_percent }: Settings): string[] {
  const limits = [
    ...(local_memory_megabytes ? [`MemoryMax=${local_memory_megabytes}M`] : []),
    ...(local_cpu_percent ? [`CPUQuota=${local_cpu_percent}%`] : []),
  ];
  if (limits.length === 0) return [];
  const properties = limits.flatMap((limit) => ['--property', limit]);
  return ['systemd-run', '--user', '--scope', '--quiet', '--collect', ...properties, '--'];
}

/** The variables for reaching the user's systemd; undefined if it does not run or does not answer. */
async function userSystemd(): Promise<Record<string, string> | undefined> {
  const runtime = `/run/user/${process.getuid?.()}`;
  if (!existsSync(`${runtime}/systemd/private`)) return undefined;
  const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', XDG_RUNTIME_DIR: runtime };
  const words = ['systemctl', '--user', 'show-environment'];
  const { exit } = await run(words, { environment, seconds: 5 });
  return exit === 0 ? environment : undefined;
}
