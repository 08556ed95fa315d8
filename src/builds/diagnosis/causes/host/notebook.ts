/** Failures of a notebook that has to run in a new kernel, as plan/programs/probe_notebook.py reports them. */
import type { CauseRow, Context } from '../cause-row.js';
import { addPackage } from '../next-steps.js';

const ACCEPT = 'choose to publish the kernel even if the notebook fails';

export const notebookCauses: readonly CauseRow[] = [
  {
    id: 'notebook-needs-module',
    pattern:
      /^notebook-failed: cell (\d+) of (\d+): (?:ModuleNotFoundError|ImportError): No module named '?([\w.]+)/m,
    example: "notebook-failed: cell 3 of 7: ModuleNotFoundError: No module named 'yaml'",
    say: ([, cell, cells, module = ''], context) => ({
      message: `Cell ${cell} of ${cells} of the notebook needs the module \`${module}\`, which is not in the environment`,
      hint: 'Add the package that has it. If it is a file beside the notebook, it is not found: the notebook runs in an empty directory',
      ...excerptOf(context),
      next: addPackage(context.packageOfModule?.(module), module),
    }),
  },
  {
    id: 'notebook-misses-file',
    pattern: /^notebook-failed: cell (\d+) of (\d+): FileNotFoundError: (.*)/m,
    example:
      "notebook-failed: cell 3 of 7: FileNotFoundError: [Errno 2] No such file or directory: 'data/rain.csv'",
    say: ([, cell, cells, reason], context) => ({
      message: `Cell ${cell} of ${cells} of the notebook needs a file that was not found: ${reason}`,
      hint: `The notebook runs in an empty directory, without the files beside it: use absolute paths, or ${ACCEPT}`,
      ...excerptOf(context),
    }),
  },
  {
    id: 'notebook-asks',
    pattern: /^notebook-asks: cell (\d+) of (\d+)/m,
    example: 'notebook-asks: cell 2 of 7: it waits for an input',
    say: ([, cell, cells], context) => ({
      message: `Cell ${cell} of ${cells} of the notebook waits for an input, which no one can give during a build`,
      hint: `Replace the question with a value, tag the cell with \`skip-execution\`, or ${ACCEPT}`,
      ...excerptOf(context),
    }),
  },
  {
    id: 'notebook-too-slow',
    pattern: /^notebook-too-slow: cell (\d+) of (\d+): .*time limit of (.*?) ended/m,
    example: 'notebook-too-slow: cell 3 of 7: it was running when the time limit of 10 minutes ended',
    say: ([, cell, cells, limit], context) => ({
      message: `Cell ${cell} of ${cells} of the notebook was running when its time limit of ${limit} ended`,
      hint: `Give the notebook more minutes, tag slow cells with \`skip-execution\`, or ${ACCEPT}`,
      ...excerptOf(context),
    }),
  },
  {
    id: 'notebook-failed',
    pattern: /^notebook-failed: cell (\d+) of (\d+): (.*)/m,
    example: "notebook-failed: cell 3 of 7: NameError: name 'x' is not defined",
    say: ([, cell, cells, reason], context) => ({
      message: `Cell ${cell} of ${cells} of the notebook failed: ${reason}`,
      hint: `Correct the notebook or the packages; the log has its output. Or ${ACCEPT}`,
      ...excerptOf(context),
    }),
  },
];

/** The code of the cell, which is printed before the reason. */
function excerptOf({ before }: Pick<Context, 'before'>): { excerpt?: string } {
  const start = before.lastIndexOf('\ncode of cell ');
  const lines =
    start < 0
      ? []
      : before
          .slice(start + 1)
          .split('\n')
          .slice(1);
  const code = lines.filter((line) => line.startsWith('  | ')).map((line) => line.slice('  | '.length));
  return code.length > 0 ? { excerpt: code.join('\n') } : {};
}
