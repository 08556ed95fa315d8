import { expect, it } from 'vitest';
import { queueReason } from '../../../../src/builds/launchers/schedulers/queue-reasons.js';

it.each([
  ['', /yet to look at it$/],
  ['Priority', /other jobs go first \(`Priority`\)/],
  ['Resources', /no node is free/],
  ['QOSMaxJobsPerUserLimit', /as many jobs or cores as you may have/],
  ['AssocGrpCpuLimit', /your account has used up/],
  ['AssocGrpBillingMinutes', /your account has used up/],
  ['PartitionTimeLimit', /more hours than the queue allows/],
  ['PartitionNodeLimit', /more than the queue allows/],
  ['ReqNodeNotAvail,_UnavailableNodes:c1', /down or reserved/],
  [
    'Nodes_required_for_job_are_DOWN,_DRAINED_or_reserved_for_jobs_in_higher_priority_partitions',
    /down or reserved/,
  ],
  ['JobHeldAdmin', /held/],
  ['Insufficient amount of resource: ncpus', /no node is free/],
  ['Job slot limit reached: 4 hosts', /no node is free/],
  ['User has reached the per-user job slot limit of the queue', /as many jobs/],
  ['SomethingNew', /: `SomethingNew`$/],
])('A job that waits because of “%s” is told so in words', (reason, words) => {
  expect(queueReason('Owens', reason)).toMatch(/^It is in the queue of Owens: /);
  expect(queueReason('Owens', reason)).toMatch(words);
});
