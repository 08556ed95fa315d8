import { totalmem } from 'node:os';
import { describe, expect, it } from 'vitest';
import { memoryState } from '../../../../src/builds/runner/measures/memory-limit.js';

const host = totalmem();

describe('what the host says about memory', () => {
  it.each<[string, Record<string, string>, { limit: number; kills: number }]>([
    ['no control group', {}, { limit: host, kills: 0 }],
    [
      'the least of the limits above it, in version 2',
      {
        '/proc/self/cgroup': '0::/user.slice/build.scope\n',
        '/sys/fs/cgroup/user.slice/memory.max': '50000000\n',
        '/sys/fs/cgroup/user.slice/build.scope/memory.max': 'max\n',
        '/sys/fs/cgroup/user.slice/build.scope/memory.events': 'low 0\noom 4\noom_kill 3\n',
      },
      { limit: 50_000_000, kills: 3 },
    ],
    [
      'a limit of version 1',
      {
        '/proc/self/cgroup': '5:cpu,cpuacct:/\n4:memory:/slurm/job_7\n',
        '/sys/fs/cgroup/memory/slurm/job_7/memory.limit_in_bytes': '40000000\n',
        '/sys/fs/cgroup/memory/slurm/job_7/memory.oom_control': 'under_oom 0\noom_kill 1\n',
      },
      { limit: 40_000_000, kills: 1 },
    ],
  ])('%s', (_, files, state) => {
    expect(memoryState((path) => files[path] ?? '')).toEqual(state);
  });
});
