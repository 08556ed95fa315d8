/** The directories of the search path, and how to find a program on it. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The path of a program on the search path, if there is one. */
export async function findOnPath(name: string, directories: readonly string[]): Promise<string | undefined> {
  const candidates = directories.map((directory) => join(directory, name));
  const usable = await Promise.all(candidates.map(isProgram));
  return candidates.find((_, index) => usable[index]);
}

/** The absolute directories of PATH variables, followed by the usual ones. */
export function searchDirectories(...paths: (string | undefined)[]): string[] {
  const usual = ['/usr/local/bin', '/usr/bin', '/bin'];
  return [...new Set([...paths.flatMap((path) => (path ?? '').split(delimiter)), ...usual])].filter((path) =>
    path.startsWith('/'),
  );
}

/** Whether the path is an executable file. */
export async function isProgram(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return false;
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
