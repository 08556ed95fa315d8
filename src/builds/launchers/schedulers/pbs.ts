/** PBS Professional and OpenPBS, and Torque: qsub, qstat, qdel (by their reference guides; untested on real ones). */
import type { Job, JobEnd, JobState } from '../launcher.js';
import {
  clock,
  countLines,
  JOB_NAME,
  type JobQuestion,
  type JobRequest,
  mebibytes,
  type Scheduler,
} from './scheduler.js';

const common = {
  jobId: (printed: string) => /^(\d+[\w.[\]-]*)$/m.exec(printed)?.[1],
  cancel: ({ id }: Job) => ['qdel', id],
  running: (user: string) => ({ command: ['qselect', '-u', user, '-s', 'R'], count: countLines }),
  refusals: [
    [/queue/i, 'job_queue'],
    [/account|project/i, 'job_account'],
    [/walltime/i, 'job_hours'],
    [/\bmem/i, 'job_memory'],
    [/ncpus|ppn|procs/i, 'job_cores'],
  ],
  silence:
    /cannot connect|connection refused|connection timed out|could not connect|no permission to connect/i,
} satisfies Partial<Scheduler>;

export const pbspro: Scheduler = {
  ...common,
  id: 'pbspro',
  label: 'PBS Professional',
  settings: { variables: { host: 'PBS_DEFAULT', pbs_exec: 'PBS_EXEC' } },
  submit(request) {
    const { cores, memory_gigabytes } = request.resources;
    const select = `select=1:ncpus=${cores}:mem=${mebibytes(memory_gigabytes)}mb`;
    return submitWords(request, [select]);
  },
  // -x: also jobs that have ended, if the server keeps their history.
  questions: ({ id }) => [details(['qstat', '-x', '-f', id])],
};

export const torque: Scheduler = {
  ...common,
  id: 'torque',
  label: 'Torque',
  settings: { variables: { host: 'PBS_DEFAULT' } },
  submit(request) {
    const { cores, memory_gigabytes } = request.resources;
    return submitWords(request, [`nodes=1:ppn=${cores}`, `mem=${mebibytes(memory_gigabytes)}mb`]);
  },
  questions: ({ id }) => [details(['qstat', '-f', id])],
};

function submitWords({ resources, output, native }: JobRequest, limits: readonly string[]): string[] {
  const { queue, account, hours } = resources;
  return [
    ...['qsub', '-N', JOB_NAME, '-j', 'oe', '-o', output, '-r', 'n', '-S', '/bin/sh'],
    ...[...limits, `walltime=${clock(hours)}`].flatMap((limit) => ['-l', limit]),
    ...(queue ? ['-q', queue] : []),
    ...(account ? ['-A', account] : []),
    ...native,
  ];
}

function details(command: string[]): JobQuestion {
  return {
    command,
    read({ exit, stdout, stderr }) {
      if (/unknown job|has finished/i.test(stderr)) return 'unknown';
      // Long values continue on lines that begin with a tab.
      const text = stdout.replaceAll('\n\t', '');
      const pairs = [...text.matchAll(/^\s+([\w.]+) = (.*)$/gm)];
      const facts = new Map(pairs.map(([, name = '', value = '']) => [name.toLowerCase(), value.trim()]));
      const state = facts.get('job_state');
      return exit === 0 && state ? stateOf(state, facts) : undefined;
    },
  };
}

/** Negative exit statuses are the server's (job.h of OpenPBS and Torque); 256 plus a signal follows a qdel. */
const ends: Record<string, JobEnd> = {
  '0': 'completed',
  '-10': 'out-of-memory',
  '-11': 'time-limit',
  '-12': 'time-limit',
  '-26': 'out-of-memory',
  '-27': 'out-of-memory',
  '-28': 'time-limit',
  '-29': 'time-limit',
  '265': 'cancelled',
  '271': 'cancelled',
};

function stateOf(state: string, facts: ReadonlyMap<string, string>): JobState {
  const comment = facts.get('comment');
  if ('QHWT'.includes(state))
    return { status: 'queued', ...(comment && { reason: comment.replace(/^Not Running: /, '') }) };
  if ('FCXM'.includes(state)) {
    const code = facts.get('exit_status') ?? '';
    const end = ends[code] ?? (code === '' ? 'cancelled' : 'failed');
    return { status: 'ended', end, ...(code && { detail: `exit status ${code}` }) };
  }
  const node = facts.get('exec_host')?.split(/[/:+]/, 1)[0];
  return { status: 'running', ...(node && { node }) };
}
