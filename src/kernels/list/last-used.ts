/** When kernels were last started, as far as the file system shows it. */
import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { namesInDirectory } from '../../base/files.js';
import { type StoredFormat, tryReadStored } from '../../base/stored.js';
import { isSilent } from '../../site/locations.js';
import { runtimeDirectory } from '../../site/paths.js';
import type { Site } from '../../site/site.js';
import { readAtStart } from '../../sources/runtime/python-environment.js';
import type { Kernel } from '../kernelspec.js';
import { keepsAccessTimes, type Mount, readMounts } from './mounts.js';

/** By a kernel, in milliseconds since 1970; undefined if nothing is known of a start. */
export type LastUsed = (kernel: Kernel, prefix: string | undefined) => number | undefined;

/** The times of connection files, which only running kernels have, and of files that each start reads. */
export function lastUsed(site: Pick<Site, 'jupyter_data' | 'locations'>): LastUsed {
  const running = runningKernels(runtimeDirectory(site.jupyter_data));
  const mounts = readMounts();
  return (kernel, prefix) => {
    const read = prefix && !isSilent(prefix, site) ? lastRead(kernel, prefix, mounts) : undefined;
    const times = [running.get(kernel.name.toLowerCase()), read].filter((time) => time !== undefined);
    return times.length > 0 ? Math.max(...times) : undefined;
  };
}

const connectionFormat = {
  number: 0,
  schema: z.object({ kernel_name: z.string() }),
} satisfies StoredFormat;

// Some servers leave the files of kernels that ended.
const MOST_CONNECTIONS = 500;
const MOST_BYTES = 10_000;

/** When each kernel that runs was started, by its name in lower case. */
function runningKernels(directory: string): Map<string, number> {
  const names = namesInDirectory(directory).filter((name) => /^kernel-.*\.json$/.test(name));
  const found = new Map<string, number>();
  for (const name of names.slice(0, MOST_CONNECTIONS)) {
    const path = join(directory, name);
    const kernel = tryReadStored(path, connectionFormat, { most: MOST_BYTES })?.kernel_name.toLowerCase();
    const time = timesOf(path)?.mtimeMs;
    if (kernel && time) found.set(kernel, Math.max(time, found.get(kernel) ?? 0));
  }
  return found;
}

// The start that verified the kernel came before it was published, and a clock may differ a little.
const MARGIN = 60_000;

/** When a file that each start reads was last read, if that was after the kernel was published. */
function lastRead(
  { published, argv: [program = ''] }: Kernel,
  prefix: string,
  mounts: readonly Mount[],
): number | undefined {
  if (!keepsAccessTimes(prefix, mounts)) return undefined;
  const files = readAtStart(prefix);
  const own = files.length === 0 && program.startsWith(`${prefix}/`) ? [program] : [];
  const times = [...files, ...own].map((path) => timesOf(path)?.atimeMs ?? 0);
  const last = Math.max(...times);
  return last > published + MARGIN ? last : undefined;
}

function timesOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
