/** Limits for a build on this host: a systemd scope, if the user's systemd runs (systemd.resource-control(5)). */
import { existsSync } from 'node:fs';
import { run } from '../../base/process.js';
import type { SiteConfig } from '../../site/settings/index.js';

type Settings = Pick<SiteConfig['build_on'], 'local_memory_megabytes' | 'local_cpu_percent'>;

/** The words that run a command in such a scope; none if the site sets no limits. Pure. */
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
export async function userSystemd(): Promise<Record<string, string> | undefined> {
  const runtime = `/run/user/${process.getuid?.()}`;
  if (!existsSync(`${runtime}/systemd/private`)) return undefined;
  const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', XDG_RUNTIME_DIR: runtime };
  const words = ['systemctl', '--user', 'show-environment'];
  const { exit } = await run(words, { environment, seconds: 5 });
  return exit === 0 ? environment : undefined;
}
