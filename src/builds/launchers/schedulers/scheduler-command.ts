/** Runs a scheduler's command where the cluster's description says, with a clean environment. */
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Answer, run } from '../../../base/process.js';
import { quoteVariable, quoteWord } from '../../../steps/quote.js';
import type { Cluster } from '../cluster.js';

/** Never throws: the exit status is null if the command cannot be started or takes too long. */
export function runSchedulerCommand(
  cluster: Cluster,
  words: readonly string[],
  { seconds, input = '' }: { seconds: number; input?: string },
): Promise<Answer> {
  return run(commandOn(cluster, words), { environment: environmentOn(cluster), seconds, input });
}

/** The whole command. Every word for ssh is quoted because a remote shell parses them. */
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

/** The environment of a scheduler's command. */
export function environmentOn({ bin, environment }: Cluster): Record<string, string> {
  const { username, homedir } = userInfo();
  const path = [...(bin ? [bin] : []), '/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'];
  return {
    ...{ HOME: homedir, USER: username, LOGNAME: username, SHELL: '/bin/sh', LANG: 'C.UTF-8' },
    PATH: path.join(delimiter),
    ...environment,
  };
}
