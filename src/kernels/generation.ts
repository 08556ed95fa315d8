/** The generations of a kernel on disk: `<location>/<name>/<number>`, and whose that directory is. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../base/errors.js';
import { isFinished, removeTree } from '../builds/holding/clear.js';
import { ownerFile } from '../plan/make-plan.js';
import { suggestName } from '../recipe/name.js';
import type { Report } from '../shared/report.js';

/**
 * The number of the next generation in a kernel's own directory. Rubble that an unfinished build left does not count;
 * with `clear`, under the lock of the kernel's name, it is removed.
 * @throws UserError `environment-not-ours` if the directory holds something else; `directory-not-writable`.
 */
export async function nextGeneration(
  home: string,
  name: string,
  { clear }: { clear: boolean },
): Promise<number> {
  const found = await lstat(home).catch(() => undefined);
  const names = found?.isDirectory() ? await readdir(home) : [];
  if (!found || (found.isDirectory() && names.length === 0)) return 1;
  if (!found.isDirectory() || (await ownerOf(home)) !== name) {
    const suggestion = suggestName(name, (each) => each === name);
    throw new UserError('environment-not-ours', { path: home, suggestion }, 'name');
  }
  const numbers = names.filter((each) => /^[1-9]\d*$/.test(each)).map(Number);
  const prefix = (number: number) => join(home, String(number));
  const finished = numbers.filter((number) => isFinished(prefix(number)));
  if (clear) for (const number of numbers) if (!finished.includes(number)) clearRubble(prefix(number));
  return Math.max(0, ...finished) + 1;
}

/** The name of the kernel that a directory was made for; nothing if it is not one of ours. */
export async function ownerOf(home: string): Promise<string | undefined> {
  const text = await readFile(ownerFile(home), 'utf8').catch(() => '');
  try {
    return (JSON.parse(text) as { kernel?: string }).kernel;
  } catch {
    return undefined;
  }
}

function clearRubble(prefix: string): void {
  try {
    removeTree(prefix);
  } catch (error) {
    const { message } = error as Error;
    throw new UserError('directory-not-writable', { path: prefix, why: message });
  }
}

/** What the build of a generation found out about it; nothing where that is gone. */
export async function readReport(prefix: string): Promise<Report | undefined> {
  const text = await readFile(join(prefix, '.create_kernel', 'report.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Report);
}
