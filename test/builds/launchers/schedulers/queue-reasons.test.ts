import { expect, it } from 'vitest';
import { queueReason } from '../../../../src/builds/launchers/schedulers/queue-reasons.js';

it.each([
  ['', /has not considered it yet$/],
  ['Priority', /other jobs have priority \(`Priority`\)/],
  ['Resources', /no node is free/],
  ['QOSMaxJobsPerUserLimit', /reached your limit of jobs or cores/],
  ['AssocGrpCpuLimit', /your account has reached its limit/],
  ['AssocGrpBillingMinutes', /your account has reached its limit/],
  ['PartitionTimeLimit', /more hours than the queue allows/],
  ['PartitionNodeLimit', /more than the queue allows/],
  ['ReqNodeNotAvail,_UnavailableNodes:c1', /down or reserved/],
  [
    'Nodes_required_for_job_are_DOWN,_DRAINED_or_reserved_for_jobs_in_higher_priority_partitions',
    /down or reserved/,
  ],
  ['JobHeldAdmin', /on hold/],
  ['Insufficient amount of resource: ncpus', /no node is free/],
  ['Job slot limit reached: 4 hosts', /no node is free/],
  ['User has reached the per-user job slot limit of the queue', /reached your limit/],
  ['SomethingNew', /: `SomethingNew`$/],
])('The queue reason “%s” is explained in plain English', (reason, words) => {
  expect(queueReason('Owens', reason)).toMatch(/^The job is in the queue of Owens: /);
  expect(queueReason('Owens', reason)).toMatch(words);
});
