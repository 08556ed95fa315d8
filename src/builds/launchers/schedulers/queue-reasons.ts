/** Why a job waits, in plain English. Schedulers have hundreds of reasons; these are the common ones. */

/** Patterns of a scheduler's word or sentence, and what it means. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/^Priority$|higher priority/i, 'other jobs have priority'],
  [
    /^QOSMax|^QOSGrp|^MaxJobs|PerUserLimit|user .*limit|user has reached/i,
    'you have reached your limit of jobs or cores',
  ],
  [
    /^Resources$|not enough|insufficient amount|cannot run in queue|slots? available|job slot limit/i,
    'no node is free',
  ],
  [/^None$|^$|new job is waiting|not yet scheduled/i, 'the scheduler has not considered it yet'],
  [/^Assoc(Grp|Max)|group .*limit|project .*limit/i, 'your account has reached its limit'],
  [
    /TimeLimit$|walltime|run ?time limit/i,
    'it requests more hours than the queue allows: cancel it and request fewer',
  ],
  [
    /NodeLimit$|MaxCpuPerAccount|MaxCpuPerNode|MaxMemPerLimit|can never run/i,
    'it requests more than the queue allows: cancel it and request less',
  ],
  [
    /ReqNodeNotAvail|Nodes?[ _].*(down|unavailable|reserved)|Unavailable/i,
    'nodes are down or reserved, such as for maintenance',
  ],
  [/^Reservation$|maintenance/i, 'its nodes are reserved until later'],
  [
    /PartitionDown|PartitionInactive|queue .*(closed|inactive|not (running|started))/i,
    'the queue is closed for now',
  ],
  [/^NodeDown$|BadConstraints/i, 'no node can run it at the moment'],
  [/JobHeld|held|^Hold/i, 'you or an administrator put it on hold'],
  [/^BeginTime|start time/i, 'its start time is later'],
  [/^Dependency/i, 'it waits for another job'],
  [/^Licenses/i, 'no licence is free'],
  [
    /AssociationJobLimit|InvalidAccount|InvalidQOS/i,
    'the account cannot be used there: cancel it and use another',
  ],
  [/^Cleaning|^Prolog|CONFIGURING/i, 'its node is being prepared'],
  [/^Error$|launch failed/i, 'the scheduler could not start it: cancel it and contact the site'],
];

/** One sentence for users; an unknown reason is shown as it is. */
export function queueReason(cluster: string, reason = ''): string {
  const found = reasons.find(([pattern]) => pattern.test(reason))?.[1];
  const why = found ? (reason ? `${found} (\`${reason}\`)` : found) : `\`${reason}\``;
  return `The job is in the queue of ${cluster}: ${why}`;
}
