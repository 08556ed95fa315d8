/** Scripts of packages that end the shell which activates an environment (managers/conda/activate.sh). */
import type { CauseRow } from '../cause-row.js';

export const activationCauses: readonly CauseRow[] = [
  {
    id: 'activation-ended',
    // If an unset variable ends bash, its own message names the script.
    pattern:
      /^(?:activation-ended: (\S.*)|(\S.{0,1000}\/activate\.d\/.{1,200}\.sh): line \d+: .*unbound variable)$/m,
    example: 'activation-ended: /envs/mine/1/etc/conda/activate.d/tool.sh',
    say: ([, named, unbound]) => ({
      message: `The activation script \`${named ?? unbound}\` of a package ended the shell`,
      hint: '`conda activate` fails in the same way. Choose another version of the package with this script, or report it to its maintainers',
    }),
  },
];
