/** Failures of the site's hooks. Their output can be anything, so the last line is shown as it is. */
import type { CauseRow } from '../cause-row.js';

/** Tried before all others, because the output is not that of a package manager. */
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
