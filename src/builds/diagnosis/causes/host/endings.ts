/** Causes that follow from an exit status or a signal, if the output shows no known cause. */
import { always, type CauseRow, KILLED } from '../cause-row.js';

/** Tried before all others, because nothing else explains such an end. */
export const processorCauses: readonly CauseRow[] = [
  {
    id: 'wrong-processor',
    pattern: /exec format error|illegal instruction|was ended by SIGILL/i,
    exits: [132],
    example: 'bash: line 1: /envs/mine/1/bin/x: cannot execute binary file: Exec format error',
    say: always(
      'A program was built for another processor than that of this host',
      'Choose packages or an installer for this processor; older processors need older versions. A build on the kind of node that will run the kernel avoids this',
    ),
  },
];

export const endingCauses: readonly CauseRow[] = [
  {
    id: 'command-missing',
    pattern: /^(?:\S+: (?:line \d+: )?)?([\w./+-]+): command not found/m,
    exits: [127],
    example: 'bash: line 1: conda: command not found',
    say: ([, program]) => ({
      message: program ? `The program \`${program}\` was not found` : 'A program was not found',
      hint: 'Load the module that has it; if it is the package manager, choose another one or report it to the site’s administrator',
    }),
  },
  {
    id: 'command-not-executable',
    exits: [126],
    example: '',
    say: always(
      'A program was found but cannot be run',
      'Check its permissions, and that its file system is not mounted with `noexec`',
    ),
  },
  {
    id: 'crashed',
    exits: [134, 135, 136, 139],
    example: '',
    say: always(
      'The program crashed',
      'Build again; if it crashes again, report its version to the site’s administrator',
    ),
  },
  {
    id: 'killed',
    pattern: KILLED,
    exits: [137],
    example: 'bash: line 1: 32536 Killed                  conda create',
    say: always(
      'The step was killed (signal 9)',
      'The reason may be a time or memory limit of the host, or a command of another person. Build again, or build in a job',
    ),
  },
  {
    id: 'stopped',
    exits: [129, 130, 143],
    example: '',
    say: always(
      'Another program ended the step',
      'The reason may be a shutdown or a time limit of the host. Build again, or build in a job',
    ),
  },
  {
    id: 'out-of-time',
    exits: [124, 152],
    example: '',
    say: always('The step exceeded the time limit', 'Request fewer packages at once, or build in a job'),
  },
];
