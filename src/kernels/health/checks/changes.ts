/** Whether the kernel is still what the app made: its kernelspec, its record and its packages. */
import { changedSpec, RECIPE } from '../changed-spec.js';
import { type HealthCheck, rebuildIt } from '../check.js';
import { recordProblem } from '../record-problem.js';
import { isChanged, type Made } from '../subject.js';
import { fixOf } from './kernelspec.js';

export const checkChanges: HealthCheck = ({ kernel, made, site }) => {
  const changed = (message: string) => ({ state: 'changed-by-hand' as const, message });
  if (kernel.problem)
    return {
      ...changed(kernel.problem),
      ...fixOf(kernel, site),
    };
  if (!made) return undefined;
  const undo = {
    hint: 'Keep the change, or rebuild the kernel: it gets the packages of its lock again',
    fix: 'rebuild',
  };
  const record = recordProblem(made.origin);
  if (record) return { ...changed(record), ...rebuildIt };
  const variable = changedSpec(kernel);
  if (variable === RECIPE)
    return {
      ...changed(`\`${variable}\` in its kernel.json was changed, and can no longer be read`),
      ...{ hint: 'Restore the file as the build wrote it', fix: 'restore' },
    };
  if (variable)
    return {
      ...changed(`\`${variable}\` in its kernel.json was changed`),
      ...{ hint: 'Keep the change, or restore the file as the build wrote it', fix: 'restore' },
    };
  const words = packageWords(made);
  return words ? { ...changed(words), ...undo } : undefined;
};

/** Packages that were added, removed or replaced, or a file of the sample that was written. */
function packageWords({ changes: { lost, added }, sample }: Made): string | undefined {
  const [extra] = added;
  const [gone] = lost;
  const number = added.length + lost.length;
  const more = number > 1 ? `, and ${number - 1} more` : '';
  if (gone?.now)
    return `Its package \`${gone.lost.name}\` ${gone.lost.version} was replaced by ${gone.now.version}${more}`;
  if (gone) return `Its package \`${gone.lost.name}\` was removed${more}`;
  if (extra) return `The package \`${extra.name}\` ${extra.version} was added to its environment${more}`;
  const file = sample.find(isChanged);
  return file && `The file \`${file.path}\` of its environment was changed`;
}
