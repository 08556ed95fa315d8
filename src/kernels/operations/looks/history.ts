import * as z from 'zod';
import { type Use, usesOf } from '../../../builds/holding/processes/use.js';
import { exactTime, formatSize } from '../../../shared/format.js';
import { lockFaultOf, lockFaultWords } from '../../built-environment.js';
import { readReport } from '../../generation.js';
import { changeSummary, differenceBetween } from '../../history/differences.js';
import { type Generation, listGenerations } from '../../history/generations.js';
import { measureSpace } from '../../history/space.js';
import type { KernelOperation } from '../operation.js';

// Seconds that a person waits for the sizes.
const MEASURE = 20;

/** Lists the generations of a kernel. */
export const history = {
  id: 'history',
  on: 'ours',
  effect: 'looks',
  label: 'History',
  description: 'Lists the generations: when and how they were made, what differs, and the space of each',
  on_page: 'none',
  arguments: z.object({}),
  async run(kernel, _, site) {
    const generations = listGenerations(kernel);
    const uses = await usesOf(
      generations.map(({ prefix }) => prefix),
      site,
    );
    const rows = [];
    const details = [];
    for (const [at, each] of generations.entries()) {
      const before = generations[at + 1];
      const changes = before && (await differenceBetween(before, each));
      const space = await measureSpace([each.prefix], { seconds: MEASURE });
      const use = uses.get(each.prefix) ?? 'none';
      const { build, created, operation, manager } = each;
      rows.push([
        String(each.number),
        created ? exactTime(Date.parse(created)).slice(0, 16) : '',
        operation,
        manager,
        changes ? changeSummary(changes) : '',
        formatSize(space.bytes),
        formatSize(space.freed),
        marksOf(each, use).join(', '),
        build ?? '',
      ]);
      const packages = readReport(each.prefix)?.packages.length;
      details.push({
        ...each,
        use,
        ...space,
        packages,
        changes,
        lock: `${each.prefix}/.create_kernel/lock.txt`,
      });
    }
    return {
      ok: true,
      message: `\`${kernel.name}\` has ${generations.length} generation${generations.length === 1 ? '' : 's'}`,
      notes: generations.flatMap(({ number, prefix }) => lockWords(number, prefix)),
      tables: [{ headings, rows }],
      details: { generations: details },
    };
  },
} as const satisfies KernelOperation;

const headings = [
  ...[
    'Generation',
    'Made',
    'Operation',
    'Package manager',
    'Difference',
    'Size',
    'Reclaimable',
    'State',
    'Log',
  ],
];

/** What a damaged lock means; none for one that can be used. */
function lockWords(number: number, prefix: string): string[] {
  const fault = lockFaultOf(prefix);
  return fault ? [lockFaultWords(`generation ${number}`, fault)] : [];
}

/** What is special about a generation, in words. */
function marksOf({ published, pinned }: Generation, use: Use): string[] {
  const words: Record<Use, string> = { none: '', here: 'in use', perhaps: 'may be in use' };
  return [published ? 'published' : '', pinned ? 'pinned' : '', words[use]].filter(Boolean);
}
