/** The generations of a kernel on disk: `<home>/<number>`, and the records in each. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { UserError } from '../base/errors.js';
import { readRegularFile, type StoredFormat, tryReadStored } from '../base/stored.js';
import { finishedGenerations, removeTree } from '../builds/holding/clear.js';
import { startFiles } from '../plan/kernel/start-program.js';
import { type Report, reportFormat, reportSchema } from '../shared/builds/report.js';

// Bytes; the program that writes it keeps less.
const MOST_REASON = 10_000;

/**
 * The number of the next generation in a kernel's home, which may have been deleted; `after` is the published one. Leftovers
 * of an unfinished build do not count; `clear` removes them and needs the lock on the kernel's name. @throws UserError `directory-not-writable`.
 */
export function nextGeneration(
  home: string,
  { clear, after = 0 }: { clear: boolean; after?: number | undefined },
): number {
  const next = Math.max(after, ...finishedGenerations(home)) + 1;
  // Any other number may be a user's directory, such as one for each year.
  if (clear) clearUnfinishedTree(join(home, String(next)));
  return next;
}

function clearUnfinishedTree(prefix: string): void {
  try {
    removeTree(prefix);
  } catch (error) {
    const { message } = error as Error;
    throw new UserError('directory-not-writable', { path: prefix, reason: message });
  }
}

/** The report of a generation's build; undefined if it is missing or broken. */
export function readReport(prefix: string): Report | undefined {
  return readReportIn(join(prefix, '.create_kernel'));
}

/** The same from the directory that has it. */
export function readReportIn(directory: string): Report | undefined {
  return tryReadStored(join(directory, 'report.json'), reportFormat);
}

const measuredFormat = {
  number: 0,
  schema: z.pick(reportSchema, { kernel: true, size: true, files: true }),
} satisfies StoredFormat;

export type Measured = z.output<typeof measuredFormat.schema>;

/** The part of the report that lists show, without its packages. */
export function readMeasured(prefix: string): Measured | undefined {
  return tryReadStored(join(prefix, '.create_kernel', 'report.json'), measuredFormat);
}

/** Why a kernel with environment modules did not start the last time, in the words of the module system. */
export function readStartFailure(prefix: string): string | undefined {
  const { failure } = startFiles(prefix);
  // Most have none, and an error takes longer than a look.
  if (!existsSync(failure)) return undefined;
  try {
    return readRegularFile(failure, { most: MOST_REASON }).trim() || undefined;
  } catch {
    return undefined;
  }
}
