/** The generations of a kernel on disk: `<location>/<name>/<number>`, and whose that directory is. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTree } from '../build/clear.js';
import { UserError } from '../errors.js';
import { ownerFile } from '../plan/make-plan.js';
import { suggestName } from '../recipe/name.js';

/**
 * The number of the next generation in a kernel's own directory. Rubble that an unfinished build left does not count;
 * with `clear`, under the lock of the kernel's name, it is removed.
 * @throws UserError `environment-not-ours` if the directory holds something else.
 */
export async function nextGeneration(
  home: string,
  name: string,
  { clear }: { clear: boolean },
): Promise<number> {
  const names = await readdir(home).catch(() => []);
  if (names.length === 0) return 1;
  const owner = await readFile(ownerFile(home), 'utf8').catch(() => '');
  if (!owner.includes(JSON.stringify(name))) {
    throw new UserError(
      'environment-not-ours',
      { path: home, suggestion: suggestName(name, () => false) },
      'name',
    );
  }
  const numbers = names.filter((each) => /^\d+$/.test(each)).map(Number);
  const finished = await Promise.all(numbers.map((number) => isFinished(join(home, String(number)))));
  const kept = numbers.filter((_, index) => finished[index]);
  const rubble = clear ? numbers.filter((each) => !kept.includes(each)) : [];
  for (const number of rubble) removeTree(join(home, String(number)));
  return Math.max(0, ...kept) + 1;
}

/** Published once, or kept for inspection by its owner's wish. */
async function isFinished(prefix: string): Promise<boolean> {
  const marks = ['generation.json', 'kept'].map((mark) =>
    stat(join(prefix, '.create_kernel', mark)).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(marks)).includes(true);
}
