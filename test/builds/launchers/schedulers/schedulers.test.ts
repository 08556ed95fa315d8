/**
 * The schedulers' commands and answers. The output of Slurm 22.05 and Grid Engine 8.1.9 was recorded from real ones
 * (test/real runs them); LSF's, PBS's and Torque's output follows their manuals.
 */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../../src/base/process.js';
import type { Cluster } from '../../../../src/builds/launchers/cluster.js';
import { lsf } from '../../../../src/builds/launchers/schedulers/lsf.js';
import { pbspro, torque } from '../../../../src/builds/launchers/schedulers/pbs.js';
import type { JobRequest, Scheduler } from '../../../../src/builds/launchers/schedulers/scheduler.js';
import { commandOn, environmentOn } from '../../../../src/builds/launchers/schedulers/scheduler-command.js';
import { sge } from '../../../../src/builds/launchers/schedulers/sge.js';
import { slurm } from '../../../../src/builds/launchers/schedulers/slurm.js';

const cluster: Cluster = { id: 'c', title: 'C', adapter: 'slurm', bin_overrides: {}, environment: {} };
const resources = { queue: 'long', account: 'pa-1', hours: 1.5, cores: 4, memory_gigabytes: 8 };
const request: JobRequest = { cluster, resources, output: '/b/run%1.log', native: ['--qos=low'] };
const bare = { ...request, resources: { ...resources, queue: '', account: '' }, native: [] };
const job = { launcher: 'x', id: '77', cluster, submitted: 0 };

const answer = (given: Partial<Answer>): Answer => ({
  exit: 0,
  stdout: '',
  stderr: '',
  timedOut: false,
  ...given,
});

/** How a query reads an answer, by the name of its command. */
function read(scheduler: Scheduler, command: string, given: Partial<Answer>) {
  const question = scheduler.questions(job, 'ada').find((each) => each.command[0] === command);
  return question?.read(answer(given));
}

describe('A job is submitted with words that cannot be taken for other options', () => {
  it.each([
    [
      slurm,
      'sbatch --parsable --no-requeue --job-name=create-kernel --output=/b/run%%1.log --open-mode=append --nodes=1 --ntasks=1 --cpus-per-task=4 --time=90 --mem=8192M --partition=long --account=pa-1 --qos=low',
    ],
    [
      lsf,
      'bsub -rn -J create-kernel -o /b/run%%1.log -n 4 -W 01:30 -M 8192MB -R span[hosts=1] rusage[mem=8192MB] -q long -P pa-1 --qos=low',
    ],
    [
      pbspro,
      'qsub -N create-kernel -j oe -o /b/run%1.log -r n -S /bin/sh -l select=1:ncpus=4:mem=8192mb -l walltime=01:30:00 -q long -A pa-1 --qos=low',
    ],
    [
      torque,
      'qsub -N create-kernel -j oe -o /b/run%1.log -r n -S /bin/sh -l nodes=1:ppn=4 -l mem=8192mb -l walltime=01:30:00 -q long -A pa-1 --qos=low',
    ],
    [
      sge,
      'qsub -terse -N create-kernel -j y -o /b/run%1.log -r n -S /bin/sh -l h_rt=5400 -l mem_free=8192M -q long -P pa-1 --qos=low',
    ],
  ])('$id', (scheduler, command) => {
    expect(scheduler.submit(request).join(' ')).toBe(command);
  });

  it.each([slurm, lsf, pbspro, torque, sge])(
    '$id: the scheduler decides what is not requested',
    (scheduler) => {
      expect(scheduler.submit(bare).join(' ')).not.toMatch(/partition|account| -q| -P| -A/);
    },
  );

  it('names the cluster to a Slurm with several clusters', () => {
    const named = { ...job, cluster: { ...cluster, name: 'owens' } };
    const commands = [slurm.submit({ ...request, cluster: named.cluster }), slurm.cancel(named)];
    for (const { command } of slurm.questions(named, 'ada')) commands.push(command);
    for (const words of commands) expect(words).toContain('--clusters=owens');
  });
});

it.each([
  [slurm, '4711', '4711'],
  [slurm, '4711;owens', '4711'],
  [slurm, 'sbatch: lua: hello\n4711', '4711'],
  [lsf, 'Job <9123> is submitted to queue <normal>.', '9123'],
  [lsf, 'Request aborted by esub.', undefined],
  [pbspro, '123.pbs-1', '123.pbs-1'],
  [torque, '8.head.example.org', '8.head.example.org'],
  [sge, '12', '12'],
  [sge, 'Unable to run job', undefined],
])('$0.id reads the id of a job: %#', (scheduler, printed, id) => {
  expect(scheduler.jobId(printed)).toBe(id);
});

/** The line of `scontrol --oneliner show job` of Slurm 22.05, shortened. */
const scontrol = (facts: string) => ({
  stdout: `JobId=77 JobName=create-kernel UserId=ada(1001) GroupId=ada(1001) Priority=429 ${facts} Requeue=0 TimeLimit=01:00:00 Command=(null)`,
});

describe('Slurm', () => {
  it.each([
    ['JobState=PENDING Reason=Priority ExitCode=0:0 NodeList=', { status: 'queued', reason: 'Priority' }],
    ['JobState=PENDING Reason=None ExitCode=0:0', { status: 'queued' }],
    ['JobState=CONFIGURING Reason=None', { status: 'queued' }],
    ['JobState=RUNNING Reason=None NodeList=c[1-2] BatchHost=c1', { status: 'running', node: 'c1' }],
    ['JobState=COMPLETING Reason=TimeLimit NodeList=c1', { status: 'running', node: 'c1' }],
    ['JobState=COMPLETED Reason=None ExitCode=0:0', { status: 'ended', end: 'completed' }],
    ['JobState=TIMEOUT Reason=TimeLimit ExitCode=0:15', { status: 'ended', end: 'time-limit' }],
    ['JobState=OUT_OF_MEMORY Reason=OutOfMemory ExitCode=0:125', { status: 'ended', end: 'out-of-memory' }],
    ['JobState=NODE_FAIL Reason=NodeDown ExitCode=1:0', { status: 'ended', end: 'node-failure' }],
    ['JobState=PREEMPTED Reason=None ExitCode=0:15', { status: 'ended', end: 'preempted' }],
    ['JobState=CANCELLED Reason=None ExitCode=0:15', { status: 'ended', end: 'cancelled' }],
    [
      'JobState=FAILED Reason=JobLaunchFailure ExitCode=0:9',
      { status: 'ended', end: 'failed', detail: 'exit code 0:9' },
    ],
  ])('%s', (facts, state) => {
    expect(read(slurm, 'scontrol', scontrol(facts))).toMatchObject(state);
  });

  it.each([
    [1, 'slurm_load_jobs error: Invalid job id specified', 'unknown'],
    [1, 'slurm_load_jobs error: Unable to contact slurm controller (connect failure)', undefined],
    [null, '', undefined],
  ])('status %s and “%s” mean %s', (exit, stderr, state) => {
    expect(read(slurm, 'scontrol', { exit, stderr })).toBe(state);
  });

  it.each([
    [{ stdout: 'CANCELLED by 0|0:0|c1|None\n' }, { status: 'ended', end: 'cancelled' }],
    [{ stdout: 'TIMEOUT|0:0|c1|None\n' }, { status: 'ended', end: 'time-limit' }],
    [{ exit: 1, stderr: 'Slurm accounting storage is disabled' }, 'unknown'],
    [{ stdout: '' }, 'unknown'],
  ])('its accounting has jobs that the controller has forgotten: %j', (given, state) => {
    const found = read(slurm, 'sacct', given);
    if (typeof state === 'string') expect(found).toBe(state);
    else expect(found).toMatchObject(state);
  });
});

describe('LSF', () => {
  it.each([
    [
      'PEND|-|-|-|Job slot limit reached: 4 hosts;',
      { status: 'queued', reason: 'Job slot limit reached: 4 hosts' },
    ],
    ['PSUSP|-|-|-|-', { status: 'queued' }],
    ['RUN|4*node7:node8|-|-|-', { status: 'running', node: 'node7' }],
    ['DONE|node7|-|-|-', { status: 'ended', end: 'completed' }],
    [
      'EXIT|node7|143|TERM_RUNLIMIT: job killed after reaching LSF run time limit|-',
      { status: 'ended', end: 'time-limit' },
    ],
    [
      'EXIT|node7|137|TERM_MEMLIMIT: job killed after reaching LSF memory usage limit|-',
      { status: 'ended', end: 'out-of-memory' },
    ],
    ['EXIT|node7|130|TERM_OWNER: job killed by owner|-', { status: 'ended', end: 'cancelled' }],
    ['EXIT|node7|130|TERM_PREEMPT: job killed after preemption|-', { status: 'ended', end: 'preempted' }],
    ['EXIT|node7|3|-|-', { status: 'ended', end: 'failed', detail: 'exit code 3' }],
  ])('%s', (stdout, state) => {
    expect(read(lsf, 'bjobs', { stdout })).toMatchObject(state);
  });

  it('answers `unknown` for an unknown job, and nothing while it is down', () => {
    expect(read(lsf, 'bjobs', { exit: 255, stderr: 'Job <77> is not found' })).toBe('unknown');
    expect(read(lsf, 'bjobs', { exit: 255, stderr: 'LSF is down. Please wait ...' })).toBeUndefined();
  });
});

const qstat = (facts: Record<string, string>) => ({
  stdout: [
    'Job Id: 77.pbs',
    ...Object.entries(facts).map(([name, value]) => `    ${name} = ${value}`),
    '',
  ].join('\n'),
});

describe.each([pbspro, torque])('$label', (scheduler) => {
  it.each([
    [
      { job_state: 'Q', comment: 'Not Running: Insufficient amount of resource:\n\t ncpus' },
      { status: 'queued', reason: 'Insufficient amount of resource: ncpus' },
    ],
    [{ job_state: 'H' }, { status: 'queued' }],
    [
      { job_state: 'R', exec_host: 'n12/0*4+n13/0' },
      { status: 'running', node: 'n12' },
    ],
    [
      { job_state: 'F', Exit_status: '0' },
      { status: 'ended', end: 'completed' },
    ],
    [
      { job_state: 'F', Exit_status: '-29' },
      { status: 'ended', end: 'time-limit' },
    ],
    [
      { job_state: 'F', Exit_status: '-27' },
      { status: 'ended', end: 'out-of-memory' },
    ],
    [
      { job_state: 'C', exit_status: '271' },
      { status: 'ended', end: 'cancelled' },
    ],
    [
      { job_state: 'C', exit_status: '-11' },
      { status: 'ended', end: 'time-limit' },
    ],
    [
      { job_state: 'F', Exit_status: '2' },
      { status: 'ended', end: 'failed', detail: 'exit status 2' },
    ],
  ])('%j', (facts: Record<string, string>, state) => {
    expect(read(scheduler, 'qstat', qstat(facts))).toMatchObject(state);
  });

  it('answers `unknown` for an unknown job, and nothing while its server is down', () => {
    expect(read(scheduler, 'qstat', { exit: 153, stderr: 'qstat: Unknown Job Id 77.pbs' })).toBe('unknown');
    const away = 'Connection refused\nqstat: cannot connect to server pbs (errno=111)';
    expect(read(scheduler, 'qstat', { exit: 255, stderr: away })).toBeUndefined();
  });
});

/** As `qstat -u` of 8.1.9 prints it; names are cut. */
const row = (id: string, state: string, queue = '') =>
  `job-ID  prior   name       user         state submit/start at     queue                          slots ja-task-ID \n${'-'.repeat(113)}\n${id.padStart(7)} 0.50000 create-ker ada          ${state.padEnd(5)} 11/25/2026 16:08:47 ${queue.padEnd(30)} 1        \n`;

describe('Grid Engine', () => {
  it.each([
    [row('77', 'qw'), { status: 'queued' }],
    [row('77', 'hqw'), { status: 'queued', reason: 'JobHeld' }],
    [row('77', 'Eqw'), { status: 'queued', reason: 'Error' }],
    [row('77', 'r', 'main.q@vm'), { status: 'running', node: 'vm' }],
    [row('77', 'dr', 'main.q@vm'), { status: 'running', node: 'vm' }],
  ])('%#', (stdout, state) => {
    expect(read(sge, 'qstat', { stdout })).toEqual(state);
  });

  it.each([
    ['a list with other jobs alone', { stdout: row('177', 'r') }, 'unknown'],
    ['an empty list', { stdout: '' }, 'unknown'],
    ['a qmaster that is away', { exit: 1, stderr: 'error: commlib error: got select error' }, undefined],
  ])('%s', (_, given, state) => {
    expect(read(sge, 'qstat', given)).toBe(state);
  });

  it.each([
    ['failed       0    \nexit_status  0                   ', { end: 'completed' }],
    ['failed       0    \nexit_status  3                   ', { end: 'failed', detail: 'exit status 3' }],
    [
      'failed       37  : qmaster enforced h_rt, h_cpu, or h_vmem limit\nexit_status  137                  (Killed)',
      { end: 'time-limit' },
    ],
    [
      'failed       100 : assumedly after job\nexit_status  137                  (Killed)',
      { end: 'cancelled' },
    ],
    ['failed       28  : changing into working directory\nexit_status  0', { end: 'failed' }],
  ])('its accounting file has %j', (lines, state) => {
    expect(read(sge, 'qacct', { stdout: `qname        main.q              \n${lines}\n` })).toMatchObject(
      state,
    );
  });

  it('is asked again until the job is in its accounting file', () => {
    expect(read(sge, 'qacct', { exit: 1, stderr: 'error: job id 77 not found' })).toBe('unknown');
  });
});

describe('A command of a cluster', () => {
  it.each([
    ['is on the usual path', {}, ['sbatch', '--x', 'a b']],
    [
      'is in the directory that the site sets',
      { bin: '/opt/slurm/bin' },
      ['/opt/slurm/bin/sbatch', '--x', 'a b'],
    ],
    [
      'is the program that the site overrides it with',
      { bin: '/opt', bin_overrides: { sbatch: '/w/sb' } },
      ['/w/sb', '--x', 'a b'],
    ],
    [
      'runs on another host with each word quoted',
      { submit_host: 'login1', environment: { SLURM_CONF: '/etc/my conf' } },
      ['ssh', '-o', 'BatchMode=yes', 'login1', "env SLURM_CONF='/etc/my conf' sbatch --x 'a b'"],
    ],
  ])('%s', (_, more, words) => {
    expect(commandOn({ ...cluster, ...more }, ['sbatch', '--x', 'a b'])).toEqual(words);
  });

  it('has a separate environment', () => {
    const environment = environmentOn({ ...cluster, bin: '/opt/bin', environment: { SGE_ROOT: '/sge' } });
    expect(Object.keys(environment).sort()).toEqual([
      'HOME',
      'LANG',
      'LOGNAME',
      'PATH',
      'SGE_ROOT',
      'SHELL',
      'USER',
    ]);
    expect(environment.PATH).toMatch(/^\/opt\/bin:/);
  });
});
