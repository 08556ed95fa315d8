/** The site's hooks: their output is not known, so their last line is shown as it is. */
import type { CauseRow } from './cause-row.js';

/** Before all others: what such a command prints is not a package manager's. */
export const hookCauses: readonly CauseRow[] = [
  {
    id: 'hook-failed',
    tools: ['hook'],
    pattern: /(?<=^|\n)([^\n]*\S)\s*$|^\s*$/,
    example: 'quota: 3 of 3 kernels are in use',
    say: ([, said], { phase, exit }) => ({
      message: `The site’s own command in the phase *${phase}* ended the build${said ? `: ${said}` : exit === null ? '' : ` with exit code ${exit}`}`,
      hint: 'Ask the site’s administrator, who configured this command',
    }),
  },
];
