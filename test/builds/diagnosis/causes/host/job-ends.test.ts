import { describe, expect, it } from 'vitest';
import { endOfJob } from '../../../../../src/builds/diagnosis/causes/host/job-ends.js';
import { jobEnds } from '../../../../../src/builds/launchers/launcher.js';

const resources = { queue: '', account: '', hours: 2, cores: 1, memory_gigabytes: 8 };
const facts = { cluster: 'Owens', resources };

describe('The end of a job is explained', () => {
  it.each(jobEnds)('%s', (end) => {
    const { status, cause } = endOfJob(end, facts, '');
    expect(cause.code).toBe(`job-${end}`);
    expect(cause.message).toMatch(/^[A-Z].*[^.]$/);
    expect(cause.message).toContain('Owens');
    expect(`${cause.message} ${cause.hint}`).not.toMatch(/undefined|invalid|please|\.$/i);
    expect(['failed', 'interrupted']).toContain(status);
  });

  it.each([
    ['time-limit', /time limit of 2 h/],
    ['out-of-memory', /limit of 8 GB/],
  ] as const)('%s with what was asked for', (end, words) => {
    expect(endOfJob(end, facts, '').cause.message).toMatch(words);
  });
});

describe('If a scheduler only says that a job failed, the job’s last output explains it', () => {
  it.each([
    [
      'slurmstepd: error: *** JOB 7 ON c1 CANCELLED AT 2026-11-25T16:00:00 DUE TO TIME LIMIT ***',
      'job-time-limit',
    ],
    ['slurmstepd: error: Detected 1 oom-kill event(s) in StepId=7.batch.', 'job-out-of-memory'],
    ['slurmstepd: error: JobId=7 exceeded memory limit (1024 > 512), being killed', 'job-out-of-memory'],
    [
      'slurmstepd: error: *** JOB 7 ON c1 CANCELLED AT 2026-11-25T16:00:00 DUE TO NODE FAILURE ***',
      'job-node-failure',
    ],
    [
      'slurmstepd: error: *** JOB 7 ON c1 CANCELLED AT 2026-11-25T16:00:00 DUE TO PREEMPTION ***',
      'job-preempted',
    ],
    ['=>> PBS: job killed: walltime 3601 exceeded limit 3600', 'job-time-limit'],
    ['=>> PBS: job killed: mem 9000000kb exceeded limit 8388608kb', 'job-out-of-memory'],
    ['There is no Node.js 20 or newer on this node', 'job-failed'],
  ])('%s', (output, code) => {
    expect(endOfJob('failed', facts, `${output}\n`).cause.code).toBe(code);
  });

  it('and is shown if it is unknown', () => {
    expect(endOfJob('failed', { ...facts, detail: 'exit code 127:0' }, 'no Node.js\n').cause.message).toBe(
      'The job on Owens failed (exit code 127:0): `no Node.js`',
    );
  });

  it('but is not read if the scheduler knows the cause', () => {
    expect(endOfJob('node-failure', facts, 'DUE TO TIME LIMIT').cause.code).toBe('job-node-failure');
  });
});
