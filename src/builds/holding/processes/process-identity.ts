/** Identifies a process, so that others can check later whether it still runs; a pid alone may be reused. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import * as z from 'zod/mini';
import { fileAge, namesInDirectory } from '../../../base/files.js';
import { type StoredFormat, tryReadStored } from '../../../base/stored.js';

// In milliseconds.
const SILENCE = 60_000;

export const identitySchema = z.object({
  pid: z.int().check(z.positive()),
  host: z.string(),
  boot_id: z.string(),
  /** The namespace that the pid belongs to: a container may have another one. Older versions do not write it. */
  pid_namespace: z.optional(z.string()),
  /** Clock ticks since boot, from /proc/PID/stat; differs between two processes with the same pid. */
  start_time: z.string(),
});

export type ProcessIdentity = z.output<typeof identitySchema>;

export const identityFormat = { number: 1, schema: identitySchema } satisfies StoredFormat;

export function identify(pid = process.pid): ProcessIdentity {
  return {
    ...{ pid, host: hostname(), boot_id: bootId(), pid_namespace: pidNamespace() },
    start_time: startTime(pid) ?? '',
  };
}

/** The identity in a file; undefined if the file is missing or broken. */
export function readIdentity(path: string): ProcessIdentity | undefined {
  return tryReadStored(path, identityFormat);
}

/** Whether its pid means the same process here. */
export function isSeen({ host, pid_namespace = pidNamespace() }: ProcessIdentity): boolean {
  return host === hostname() && pid_namespace === pidNamespace();
}

/** Whether the process runs; undefined if it is on another host, or in a container. */
export function isAlive(identity: ProcessIdentity): boolean | undefined {
  if (!isSeen(identity)) return undefined;
  return identity.boot_id === bootId() && startTime(identity.pid) === identity.start_time;
}

/**
 * Whether the process may run. One on another host counts as alive for a minute after it has last written its `file`, which
 * it does every few seconds.
 */
export function mayBeAlive(identity: ProcessIdentity, file: string): boolean {
  return isAlive(identity) ?? fileAge(file) < SILENCE;
}

/**
 * The start time of a process; undefined if no process has this pid. A zombie has ended, unless it is the first thread of
 * a process that has others: a killed one still writes files while these return from the system.
 */
export function startTime(pid: number): string | undefined {
  const fields = statFields(pid);
  return fields && (fields[0] !== 'Z' || Number(fields[17]) > 1) ? fields[19] : undefined;
}

/** Whether the process is stopped, as by SIGSTOP, and receives no other signal until it is continued (proc(5)). */
export function isStopped({ pid }: Pick<ProcessIdentity, 'pid'>): boolean {
  const state = statFields(pid)?.[0];
  return state === 'T' || state === 't';
}

/** Whether a process of this user is about to run a program, and has no environment until then (execve(2), proc(5)). */
export function beginsProgram(pid: number): boolean {
  const fields = statFields(pid);
  return fields !== undefined && fields[0] !== 'Z' && fields[48] === '0' && hasProgram(pid);
}

/** Not a thread of the kernel; those of other users cannot be examined. */
function hasProgram(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`) !== '';
  } catch {
    return false;
  }
}

/** The ids of this host's processes (proc(5)). */
export function processIds(): number[] {
  return namesInDirectory('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** The fields of /proc/PID/stat after the program's name, which may contain spaces and brackets (proc(5)). */
function statFields(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** As in `pid:[4026531836]` (pid_namespaces(7)). */
function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
