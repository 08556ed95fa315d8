/** Slurm: sbatch, scontrol and sacct, scancel (slurm.schedmd.com; tested with 22.05). */
import type { Job, JobEnd, JobState } from '../launcher.js';
import { countLines, JOB_NAME, type JobQuestion, mebibytes, type Scheduler } from './scheduler.js';

export const slurm: Scheduler = {
  id: 'slurm',
  label: 'Slurm',
  settings: { variables: { conf: 'SLURM_CONF' }, name: 'cluster' },
  submit({ cluster, resources: { queue, account, hours, cores, memory_gigabytes }, output, native }) {
    return [
      ...['sbatch', '--parsable', '--no-requeue', `--job-name=${JOB_NAME}`, ...clusterOption(cluster.name)],
      // In the name of an output file, `%` begins a pattern.
      ...[`--output=${output.replaceAll('%', '%%')}`, '--open-mode=append'],
      ...['--nodes=1', '--ntasks=1', `--cpus-per-task=${cores}`, `--time=${Math.ceil(hours * 60)}`],
      `--mem=${mebibytes(memory_gigabytes)}M`,
      ...(queue ? [`--partition=${queue}`] : []),
      ...(account ? [`--account=${account}`] : []),
      ...native,
    ];
  },
  jobId: (printed) => /^(\d+)(;|$)/m.exec(printed)?.[1],
  questions: (job) => [controller(job), accounting(job)],
  cancel: ({ id, cluster }) => ['scancel', ...clusterOption(cluster.name), id],
  running: (user, { name }) => ({
    command: [
      ...['squeue', ...clusterOption(name), '--noheader', `--user=${user}`],
      ...['--states=RUNNING', '--format=%A'],
    ],
    count: countLines,
  }),
  refusals: [
    [/partition/i, 'job_queue'],
    [/account/i, 'job_account'],
    [/time limit/i, 'job_hours'],
    [/memory/i, 'job_memory'],
    [/cpu|node count|node configuration/i, 'job_cores'],
  ],
  silence: /unable to contact|socket timed out|connection refused|configuration source|zero bytes/i,
};

function clusterOption(name: string | undefined): string[] {
  return name ? [`--clusters=${name}`] : [];
}

/** The controller forgets a job a few minutes after its end. */
function controller({ id, cluster }: Job): JobQuestion {
  return {
    command: ['scontrol', ...clusterOption(cluster.name), '--oneliner', 'show', 'job', id],
    read({ exit, stdout, stderr }) {
      if (/invalid job id/i.test(stderr)) return 'unknown';
      const facts = new Map([...stdout.matchAll(/(\w+)=(\S*)/g)].map(([, name, value]) => [name, value]));
      const state = facts.get('JobState');
      if (exit !== 0 || !state) return undefined;
      return stateOf(state, {
        reason: facts.get('Reason'),
        node: facts.get('BatchHost') ?? facts.get('NodeList'),
        exit: facts.get('ExitCode'),
      });
    },
  };
}

/** Ended jobs, if the site has accounting; without it, sacct ends with an error. */
function accounting({ id, cluster }: Job): JobQuestion {
  const format = '--format=State,ExitCode,NodeList,Reason';
  return {
    command: [
      ...['sacct', ...clusterOption(cluster.name), '--allocations', '--noheader', '--parsable2', format],
      `--jobs=${id}`,
    ],
    read({ exit, stdout }) {
      const [state, code, node, reason] = stdout.trim().split('\n', 1)[0]?.split('|') ?? [];
      return exit === 0 && state ? stateOf(state, { reason, node, exit: code }) : 'unknown';
    },
  };
}

const ends: Record<string, JobEnd> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
  TIMEOUT: 'time-limit',
  DEADLINE: 'time-limit',
  OUT_OF_MEMORY: 'out-of-memory',
  NODE_FAIL: 'node-failure',
  BOOT_FAIL: 'node-failure',
  PREEMPTED: 'preempted',
  CANCELLED: 'cancelled',
  REVOKED: 'cancelled',
};

const queued = new Set(['PENDING', 'CONFIGURING', 'REQUEUED', 'REQUEUE_HOLD', 'SPECIAL_EXIT']);

/** Text may follow the state, as in `CANCELLED by 1000` and `COMPLETED+`. */
function stateOf(
  text: string,
  {
    reason,
    node,
    exit,
  }: { reason?: string | undefined; node?: string | undefined; exit?: string | undefined },
): JobState {
  const word = /^[A-Z_]+/.exec(text)?.[0] ?? '';
  const end = ends[word];
  if (end) return { status: 'ended', end, ...(exit && { detail: `exit code ${exit}` }) };
  if (queued.has(word)) return { status: 'queued', ...(reason && reason !== 'None' && { reason }) };
  return { status: 'running', ...(node && node !== '(null)' && { node }) };
}
