/** LSF: bsub, bjobs, bkill (by the IBM Spectrum LSF 10.1 command reference; not tested on a real one). */
import type { Job, JobEnd, JobState } from '../launcher.js';
import { clock, countLines, JOB_NAME, type JobQuestion, mebibytes, type Scheduler } from './scheduler.js';

export const lsf: Scheduler = {
  id: 'lsf',
  label: 'LSF',
  settings: {
    variables: {
      libdir: 'LSF_LIBDIR',
      envdir: 'LSF_ENVDIR',
      serverdir: 'LSF_SERVERDIR',
      bindir: 'LSF_BINDIR',
    },
  },
  submit({ resources: { queue, account, hours, cores, memory_gigabytes }, output, native }) {
    const memory = mebibytes(memory_gigabytes);
    return [
      ...['bsub', '-rn', '-J', JOB_NAME, '-o', output.replaceAll('%', '%%'), '-n', `${cores}`],
      ...['-W', clock(hours).slice(0, -3), '-M', `${memory}MB`],
      ...['-R', `span[hosts=1] rusage[mem=${memory}MB]`],
      ...(queue ? ['-q', queue] : []),
      ...(account ? ['-P', account] : []),
      ...native,
    ];
  },
  jobId: (printed) => /Job <(\d+)> is submitted/.exec(printed)?.[1],
  questions: (job) => [listing(job)],
  cancel: ({ id }) => ['bkill', id],
  running: (user) => ({
    command: ['bjobs', '-noheader', '-r', '-u', user, '-o', 'jobid'],
    count: (answer) => (/no .*job found/i.test(answer.stdout + answer.stderr) ? 0 : countLines(answer)),
  }),
  refusals: [
    [/queue/i, 'job_queue'],
    [/project/i, 'job_account'],
    [/runlimit|run limit/i, 'job_hours'],
    [/memlimit|mem(ory)? limit/i, 'job_memory'],
    [/processors|slots/i, 'job_cores'],
  ],
  silence: /LSF is down|cannot connect|connection refused|please wait|batch daemon not responding/i,
};

function listing({ id }: Job): JobQuestion {
  const fields = 'stat exec_host exit_code exit_reason pend_reason';
  return {
    command: ['bjobs', '-noheader', '-o', `${fields} delimiter='|'`, id],
    read({ exit, stdout, stderr }) {
      if (/is not found/.test(`${stdout}${stderr}`)) return 'unknown';
      const [state = '', host = '', code = '', why = '', pending = ''] = stdout.trim().split('|');
      return exit === 0 && state ? stateOf({ state, host, code, why, pending }) : undefined;
    },
  };
}

/** The words at the beginning of `exit_reason`. */
const reasons: readonly (readonly [RegExp, JobEnd])[] = [
  [/TERM_(RUNLIMIT|DEADLINE|WINDOW|CPULIMIT)/, 'time-limit'],
  [/TERM_(MEMLIMIT|SWAP)/, 'out-of-memory'],
  [/TERM_PREEMPT/, 'preempted'],
  [/TERM_(ZOMBIE|UNKNOWN|BUCKET_KILL)|host/, 'node-failure'],
  [/TERM_(OWNER|FORCE_OWNER|ADMIN|FORCE_ADMIN|REQUEUE)/, 'cancelled'],
];

interface JobFields {
  state: string;
  host: string;
  code: string;
  why: string;
  pending: string;
}

function stateOf({ state, host, code, why, pending }: JobFields): JobState {
  const given = (text: string) => text !== '' && text !== '-';
  if (state === 'DONE') return { status: 'ended', end: 'completed' };
  if (state === 'EXIT') {
    const end = reasons.find(([pattern]) => pattern.test(why))?.[1] ?? 'failed';
    const detail = given(why) ? why : `exit code ${code}`;
    return { status: 'ended', end, detail };
  }
  // Several processors of one host are shown as `4*node7`.
  const node = host.split(':')[0]?.replace(/^\d+\*/, '') ?? '';
  if (state.startsWith('P') || state === 'WAIT')
    return { status: 'queued', ...(given(pending) && { reason: pending.replace(/;\s*$/, '') }) };
  return { status: 'running', ...(given(node) && { node }) };
}
