/** Exit statuses and signals that show a cause when the output has no known one. */
import { always, type CauseRow, KILLED } from './cause-row.js';

/** Before all others: nothing else explains such an end. */
export const processorCauses: readonly CauseRow[] = [
  {
    id: 'wrong-processor',
    pattern: /exec format error|illegal instruction|was ended by SIGILL/i,
    exits: [132],
    example: 'bash: line 1: /envs/mine/1/bin/x: cannot execute binary file: Exec format error',
    say: always(
      'A program was built for another processor than this host has',
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
      'Check its rights, and that its file system is not mounted with `noexec`',
    ),
  },
  {
    id: 'crashed',
    exits: [134, 135, 136, 139],
    example: '',
    say: always(
      'The program crashed',
      'Build again; if it crashes once more, tell the site which version of it is used here',
    ),
  },
  {
    id: 'killed',
    pattern: KILLED,
    exits: [137],
    example: 'bash: line 1: 32536 Killed                  conda create',
    say: always(
      'The step was killed (signal 9)',
      'A limit of the host on time or memory, or another person, may be the reason: build again, or build in a job',
    ),
  },
  {
    id: 'stopped',
    exits: [129, 130, 143],
    example: '',
    say: always(
      'The step was stopped from outside',
      'A shutdown of the host or a limit on time may be the reason: build again, or build in a job',
    ),
  },
  {
    id: 'out-of-time',
    exits: [124, 152],
    example: '',
    say: always(
      'The step took longer than is allowed here',
      'Ask for fewer packages at once, or build in a job',
    ),
  },
];
