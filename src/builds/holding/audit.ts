/** The site's audit log: one line of JSON for each build that ended, in a file or the system log. */
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { BuildState } from '../../shared/builds/build-state.js';
import { type Account, currentAccount, expandPath } from '../../site/paths.js';
import type { SiteConfig } from '../../site/settings/index.js';

export interface AuditRecord {
  /** When the build ended, in ISO 8601. */
  time: string;
  user: string;
  host: string;
  build: string;
  kernel: string;
  generation: number;
  manager: string;
  result: BuildState['status'];
  /** The stable code of the cause, if the build failed. */
  cause?: string;
  seconds: number;
  /** Of the environment; only if it was verified. */
  packages?: number;
  bytes?: number;
}

/** The record of a build that ended. The kernel's name is the only text in it that a user typed. */
export function auditRecord(
  build: string,
  state: BuildState,
  account: Account = currentAccount(),
): AuditRecord {
  const { name, generation, manager, status, cause, started, report } = state;
  const ended = state.ended ?? started;
  return {
    time: new Date(ended).toISOString(),
    user: account.user,
    host: state.host ?? hostname(),
    build,
    kernel: name,
    generation,
    manager,
    result: status,
    ...(cause && { cause: cause.code }),
    seconds: Math.round((ended - started) / 100) / 10,
    ...(report && { packages: report.packages.length, bytes: report.size }),
  };
}

/**
 * Writes the line to each place that the site configured. A failure does not fail the build.
 * Returns what went wrong, one sentence each.
 */
export async function writeAudit(
  record: AuditRecord,
  { audit }: Pick<SiteConfig, 'audit'>,
  toSystemLog = log,
): Promise<string[]> {
  const line = JSON.stringify(record);
  const places = [
    ...(audit.file ? [appendLine(expandPath(audit.file, currentAccount()), line)] : []),
    ...(audit.syslog ? [toSystemLog(line)] : []),
  ];
  const problems = await Promise.all(places);
  return problems.filter((why) => why !== undefined);
}

/** One write in append mode, so that lines of different users do not mix. */
async function appendLine(file: string, line: string): Promise<string | undefined> {
  try {
    appendFileSync(file, `${line}\n`, { mode: 0o600 });
    return undefined;
  } catch (error) {
    return `The audit record could not be written to ${file}: ${(error as Error).message}`;
  }
}

/** Uses logger(1), which knows how to reach the log on each system. */
function log(line: string): Promise<string | undefined> {
  const words = ['--tag', 'create_kernel', '--priority', 'user.info', '--', line];
  return new Promise((resolve) => {
    const child = spawn('logger', words, { stdio: 'ignore', env: { PATH: '/usr/bin:/bin' } });
    const refuse = (why: string) =>
      resolve(`The audit record could not be written to the system log: ${why}`);
    child.once('error', ({ message }) => refuse(message));
    child.once('close', (exit) => (exit === 0 ? resolve(undefined) : refuse(`logger ended with ${exit}`)));
  });
}
