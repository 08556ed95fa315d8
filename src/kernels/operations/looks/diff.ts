import * as z from 'zod';
import { UserError } from '../../../base/errors.js';
import { type LockFault, lockFaultOf } from '../../built-environment.js';
import { chooseGeneration, generationBefore } from '../../history/choose-generation.js';
import { changeSummary, differenceBetween } from '../../history/differences.js';
import { generationNumber } from '../arguments.js';
import type { KernelOperation } from '../operation.js';

const schema = z.object({
  from: generationNumber('the number of a generation; by default, the one before the published one', 'FROM'),
  to: generationNumber('the number of another one; by default, the published one', 'TO'),
});

/** Compares the packages of two generations. */
export const diff = {
  id: 'diff',
  on: 'ours',
  effect: 'looks',
  label: 'Compare',
  description: 'Shows which packages differ between two generations',
  on_page: 'none',
  arguments: schema,
  async run(kernel, { from, to }) {
    const after = chooseGeneration(kernel, to);
    const before = from === undefined ? generationBefore(kernel) : chooseGeneration(kernel, from);
    const changes = await differenceBetween(before, after);
    if (!changes)
      throw new UserError('generations-not-comparable', {
        name: kernel.name,
        numbers: [before.number, after.number],
        faults: [before, after].flatMap(({ prefix }) => faultText(lockFaultOf(prefix))),
      });
    return {
      ok: true,
      message: `From generation ${before.number} to ${after.number} of \`${kernel.name}\`: ${changeSummary(changes)}`,
      tables:
        changes.length > 0
          ? [
              {
                headings: ['Package', 'Source', 'Change', 'From', 'To', 'Because'],
                rows: changes.map(({ name, source, kind, from: old = '', to: now = '', why }) => [
                  ...[name, source, kindWords[kind], old, now],
                  why ? whyWords[why] : '',
                ]),
              },
            ]
          : [],
      details: { from: before.number, to: after.number, changes },
    };
  },
} as const satisfies KernelOperation<z.output<typeof schema>>;

function faultText(fault: LockFault | undefined): string[] {
  return fault ? [`\`${fault.path}\` cannot be used: ${fault.reason}`] : [];
}

const kindWords = { added: 'added', removed: 'removed', up: 'newer', down: 'older', other: 'another build' };
const whyWords = { asked: 'the recipe names it', dependency: 'another package needs it' };
