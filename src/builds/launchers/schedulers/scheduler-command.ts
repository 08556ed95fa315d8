/** Runs a scheduler's command: where the cluster's description says, with an environment that is ours alone. */
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Answer, run } from '../../../base/process.js';
import type { Cluster } from '../../../site/cluster.js';
import { quoteVariable, quoteWord } from '../../../steps/quote.js';

/** Never throws: a command that cannot be started or takes too long has no exit status. */
export function runSchedulerCommand(
  cluster: Cluster,
  words: readonly string[],
  { seconds, input = '' }: { seconds: number; input?: string },
): Promise<Answer> {
  return run(commandOn(cluster, words), { environment: environmentOn(cluster), seconds, input });
}

/** The whole command. A remote shell reads what ssh is given, so that every word is quoted for it. */
export function commandOn(cluster: Cluster, [name = '', ...words]: readonly string[]): string[] {
  const { submit_host, bin, bin_overrides, environment } = cluster;
  const program = bin_overrides[name] ?? (bin ? join(bin, name) : name);
  if (!submit_host) return [program, ...words];
  const variables = Object.entries(environment).map(quoteVariable);
  const remote = [
    ...(variables.length > 0 ? ['env', ...variables] : []),
    ...[program, ...words].map(quoteWord),
  ];
  return ['ssh', '-o', 'BatchMode=yes', submit_host, remote.join(' ')];
}

/** What a scheduler's command is started with. */
export function environmentOn({ bin, environment }: Cluster): Record<string, string> {
  const { username, homedir } = userInfo();
  const path = [...(bin ? [bin] : []), '/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'];
  return {
    ...{ HOME: homedir, USER: username, LOGNAME: username, SHELL: '/bin/sh', LANG: 'C.UTF-8' },
    PATH: path.join(delimiter),
    ...environment,
  };
}
