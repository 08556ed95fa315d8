/** Why a job waits, in plain words. Schedulers have hundreds of reasons; these are the ones that people meet. */

/** Patterns of the scheduler's own word or sentence, and what it means. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/^Priority$|higher priority/i, 'other jobs go first'],
  [
    /^QOSMax|^QOSGrp|^MaxJobs|PerUserLimit|user .*limit|user has reached/i,
    'you have as many jobs or cores as you may have at a time',
  ],
  [
    /^Resources$|not enough|insufficient amount|cannot run in queue|slots? available|job slot limit/i,
    'no node is free',
  ],
  [/^None$|^$|new job is waiting|not yet scheduled/i, 'the scheduler has yet to look at it'],
  [/^Assoc(Grp|Max)|group .*limit|project .*limit/i, 'your account has used up what it may have at a time'],
  [
    /TimeLimit$|walltime|run ?time limit/i,
    'it asks for more hours than the queue allows: cancel it and ask for fewer',
  ],
  [
    /NodeLimit$|MaxCpuPerAccount|MaxCpuPerNode|MaxMemPerLimit|can never run/i,
    'it asks for more than the queue allows: cancel it and ask for less',
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
  [/^NodeDown$|BadConstraints/i, 'no node can run it as things are'],
  [/JobHeld|held|^Hold/i, 'it is held: by you, or by an administrator'],
  [/^BeginTime|start time/i, 'it is to begin later'],
  [/^Dependency/i, 'it waits for another job'],
  [/^Licenses/i, 'a licence is used up'],
  [
    /AssociationJobLimit|InvalidAccount|InvalidQOS/i,
    'the account may not be used there: cancel it and take another',
  ],
  [/^Cleaning|^Prolog|CONFIGURING/i, 'its node is being prepared'],
  [/^Error$|launch failed/i, 'the scheduler could not start it: cancel it and tell the site'],
];

/** One sentence for people; a reason that is not known is shown as it is. */
export function queueReason(cluster: string, reason = ''): string {
  const found = reasons.find(([pattern]) => pattern.test(reason))?.[1];
  const why = found ? (reason ? `${found} (\`${reason}\`)` : found) : `\`${reason}\``;
  return `It is in the queue of ${cluster}: ${why}`;
}
