/** Packages that cannot be installed together. */
import type { CauseRow } from '../cause-row.js';
import { lettingMove } from '../next-steps.js';
import { condaReason } from '../tools/conda-solver.js';
import { pipReason, uvReason } from './solver-reasons.js';

const CONFLICT_HINT = 'Loosen or leave out one of these versions; the log has the full explanation';

const CONDA_CONFLICT =
  /(?:UnsatisfiableError|Cannot solve the request|Could not solve for environment specs|Encountered problems while solving)([\s\S]*)/;

const MOST_NAMES = 5;

function namedIn(reasons: string, kept: readonly string[]): string[] {
  const words = new Set(reasons.split(/[^\w.-]+/).flatMap((word) => [word, word.replace(/-\d.*$/, '')]));
  return kept.filter((name) => words.has(name)).slice(0, MOST_NAMES);
}

export const conflictCauses: readonly CauseRow[] = [
  {
    // pip writes this on its standard output, and the errors around it on its standard error: they come in any order.
    id: 'conflict',
    pattern: /(?:conflicting dependencies[^\n]*\n\s{0,20})?The conflict is caused by:\n((?: {4}.*\n?)+)/,
    example:
      'ERROR: Cannot install a and b because these package versions have conflicting dependencies.\n\nThe conflict is caused by:\n    The user requested idna==2.0\n    requests 2.31.0 depends on idna<4 and >=2.5',
    say: ([, reasons = '']) => ({
      message: `The requested packages conflict${pipReason(reasons)}`,
      hint: CONFLICT_HINT,
    }),
  },
  {
    id: 'conflict',
    pattern: /ResolutionImpossible/,
    example:
      'ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/',
    say: () => ({ message: 'The requested packages conflict', hint: CONFLICT_HINT }),
  },
  {
    id: 'conflict',
    pattern: /No solution found when resolving dependencies(?:(?!No solution found)[\s\S])*?(Because[\s\S]*)/,
    example:
      'error: No solution found when resolving dependencies\n  cause: Because requests==2.31.0 depends on idna>=2.5,<4 and you require requests==2.31.0, we can conclude that you require idna>=2.5,<4.\n         And because you require idna==2.0, we can conclude that your requirements are unsatisfiable.',
    say: ([, reasons = '']) => ({
      message: `The requested packages conflict${uvReason(reasons)}`,
      hint: CONFLICT_HINT,
    }),
  },
  {
    id: 'kept-versions-conflict',
    when: ({ kept = [] }) => kept.length > 0,
    pattern: CONDA_CONFLICT,
    example:
      'LibMambaUnsatisfiableError: Encountered problems while solving:\n  - package widget-2.2-0 requires gadget >=1.23, but none of the providers can be installed',
    say: ([, reasons = ''], { kept = [] }) => {
      const names = namedIn(reasons, kept);
      if (names.length === 0) return undefined;
      const options = names.map((name) => `\`--upgrade ${name}\``).join(' ');
      return {
        message: `The update conflicts with the versions of other packages, which it keeps${condaReason(reasons)}`,
        hint: `Upgrade ${names.map((name) => `\`${name}\``).join(', ')} as well: enter them under *Upgrade*, or add ${options}`,
        next: lettingMove(names),
      };
    },
  },
  {
    id: 'conflict',
    pattern: CONDA_CONFLICT,
    example:
      'LibMambaUnsatisfiableError: Encountered problems while solving:\n  - package widget-2.2-0 requires gadget >=1.23, but none of the providers can be installed\n\nCould not solve for environment specs\nThe following packages are incompatible\n├─ gadget 1.19.* is requested and can be installed;\n└─ widget 2.2.* is not installable because it requires\n   └─ gadget >=1.23 , which conflicts with any installable versions previously reported.',
    say: ([, reasons = '']) => ({
      message: `The requested packages conflict${condaReason(reasons)}`,
      hint: CONFLICT_HINT,
    }),
  },
];
