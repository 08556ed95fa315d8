/** The site's audit: one line of JSON for each build that ended, in a file or the system's log. */
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { BuildState } from '../../shared/build-state.js';
import { type Account, currentAccount, expandPath } from '../../site/paths.js';
import type { SiteConfig } from '../../site/settings/index.js';

export interface AuditRecord {
  /** ISO 8601, of the end. */
  time: string;
  user: string;
  host: string;
  build: string;
  kernel: string;
  generation: number;
  manager: string;
  result: BuildState['status'];
  /** The stable code of the cause, where it failed. */
  cause?: string;
  seconds: number;
  /** Of the environment; only where it was verified. */
  packages?: number;
  bytes?: number;
}

/** What is told of a build that ended. Nothing that a person typed but the kernel's name. */
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
 * Adds the line wherever the site wants it; a place that does not take it never fails the build.
 * Gives what went wrong, a sentence each.
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
  const told = await Promise.all(places);
  return told.filter((why) => why !== undefined);
}

/** One write in append mode, so that lines of several users do not mix. */
async function appendLine(file: string, line: string): Promise<string | undefined> {
  try {
    appendFileSync(file, `${line}\n`, { mode: 0o600 });
    return undefined;
  } catch (error) {
    return `The audit line could not be added to ${file}: ${(error as Error).message}`;
  }
}

/** Through logger(1): it knows how each system's log is reached. */
function log(line: string): Promise<string | undefined> {
  const words = ['--tag', 'create_kernel', '--priority', 'user.info', '--', line];
  return new Promise((resolve) => {
    const child = spawn('logger', words, { stdio: 'ignore', env: { PATH: '/usr/bin:/bin' } });
    const refuse = (why: string) => resolve(`The audit line could not be given to the system’s log: ${why}`);
    child.once('error', ({ message }) => refuse(message));
    child.once('close', (exit) => (exit === 0 ? resolve(undefined) : refuse(`logger ended with ${exit}`)));
  });
}
