/** Grid Engine: qsub, qstat, qacct and qdel (tested with Debian's 8.1.9; the same commands as Univa's and Altair's). */
import type { Job, JobEnd, JobState } from '../launcher.js';
import { countLines, JOB_NAME, type JobQuestion, mebibytes, type Scheduler } from './scheduler.js';

export const sge: Scheduler = {
  id: 'sge',
  label: 'Grid Engine',
  settings: { variables: { sge_root: 'SGE_ROOT', cluster: 'SGE_CELL' } },
  /** Cores need a parallel environment, with a different name at every site: see `native` in docs/clusters.md. */
  submit({ resources: { queue, account, hours, memory_gigabytes }, output, native }) {
    return [
      ...['qsub', '-terse', '-N', JOB_NAME, '-j', 'y', '-o', output, '-r', 'n', '-S', '/bin/sh'],
      ...['-l', `h_rt=${Math.ceil(hours * 60) * 60}`, '-l', `mem_free=${mebibytes(memory_gigabytes)}M`],
      ...(queue ? ['-q', queue] : []),
      ...(account ? ['-P', account] : []),
      ...native,
    ];
  },
  jobId: (printed) => /^(\d+)$/m.exec(printed)?.[1],
  questions: (job, user) => [listing(job, user), accounting(job)],
  cancel: ({ id }) => ['qdel', id],
  running: (user) => ({ command: ['qstat', '-u', user, '-s', 'r'], count: countLines }),
  refusals: [
    [/queue/i, 'job_queue'],
    [/project/i, 'job_account'],
    [/h_rt/i, 'job_hours'],
    [/mem_free/i, 'job_memory'],
    [/parallel environment/i, 'job_cores'],
  ],
  silence: /commlib|can't get connection|unable to contact|cannot connect|unable to send message/i,
};

/** The user's jobs that have not ended: number, priority, name, user, state, date, time, and queue instance. */
function listing({ id }: Job, user: string): JobQuestion {
  return {
    command: ['qstat', '-u', user],
    read({ exit, stdout }) {
      if (exit !== 0) return undefined;
      const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/));
      const row = rows.find(([first]) => first === id);
      return row ? stateOf(row[4] ?? '', row[7] ?? '') : 'unknown';
    },
  };
}

function stateOf(state: string, queue: string): JobState {
  if (/E/.test(state)) return { status: 'queued', reason: 'Error' };
  if (/h/.test(state)) return { status: 'queued', reason: 'JobHeld' };
  if (/q/.test(state)) return { status: 'queued' };
  const node = queue.split('@')[1];
  return { status: 'running', ...(node && { node }) };
}

/** The accounting file has a job a few seconds after its end. */
function accounting({ id }: Job): JobQuestion {
  return {
    command: ['qacct', '-j', id],
    read({ exit, stdout }) {
      const pairs = [...stdout.matchAll(/^(\w+) +(.*)$/gm)];
      const facts = new Map(pairs.map(([, name, value = '']) => [name, value.trim()]));
      return exit === 0 && facts.has('failed') ? endOf(facts) : 'unknown';
    },
  };
}

/** Values of `failed`, from sge_status(5) and accounting(5). */
const failures: readonly (readonly [RegExp, JobEnd])[] = [
  [/^37\b|enforced h_rt/, 'time-limit'],
  [/^(8|9|10|11|14|15|26|27|28)\b/, 'failed'],
];

function endOf(facts: ReadonlyMap<string | undefined, string>): JobState {
  const failed = facts.get('failed') ?? '';
  // A signal's name may follow the number.
  const code = /^\d+/.exec(facts.get('exit_status') ?? '')?.[0] ?? '';
  const found = failures.find(([pattern]) => pattern.test(failed))?.[1];
  // 100: a signal ended the job, which is how qdel ends one.
  const end = found ?? (/^100\b/.test(failed) ? 'cancelled' : code === '0' ? 'completed' : 'failed');
  return { status: 'ended', end, detail: /^0\b/.test(failed) ? `exit status ${code}` : failed };
}
