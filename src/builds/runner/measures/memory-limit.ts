/** What the host says about memory: how much this process may use, and how often its control group was short of it. */
import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { upwards } from '../../../base/files.js';

export interface MemoryState {
  /** Bytes: the least of the limits of its control groups, and the host's memory. */
  limit: number;
  /** Processes that the kernel has killed in its control group since that was made. */
  kills: number;
}

// cgroup v2, then v1: https://docs.kernel.org/admin-guide/cgroup-v2.html
const VERSIONS = [
  { line: /^0::(\/.*)$/m, root: '/sys/fs/cgroup', limit: 'memory.max', kills: 'memory.events' },
  {
    line: /^\d+:(?:[^:]*,)?memory(?:,[^:]*)?:(\/.*)$/m,
    root: '/sys/fs/cgroup/memory',
    limit: 'memory.limit_in_bytes',
    kills: 'memory.oom_control',
  },
];

/** `text` is a file's content, or empty where there is none. */
export function memoryState(text: (path: string) => string = read): MemoryState {
  const own = text('/proc/self/cgroup');
  const limits = [totalmem()];
  let kills = 0;
  for (const { line, root, ...files } of VERSIONS) {
    const path = line.exec(own)?.[1];
    if (path === undefined) continue;
    for (const at of upwards(path)) {
      const limit = Number(text(join(root, at, files.limit)).trim() || 'none');
      if (Number.isFinite(limit)) limits.push(limit);
    }
    kills += Number(/^oom_kill (\d+)$/m.exec(text(join(root, path, files.kills)))?.[1] ?? 0);
  }
  return { limit: Math.min(...limits), kills };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
