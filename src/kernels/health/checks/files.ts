/** Whether files of the environment are gone that no installer removed, as after the purge of a scratch file system. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { recordFile } from '../../../builds/holding/clear.js';
import { neededAtStart } from '../../../sources/runtime/python-environment.js';
import { missingTarget } from '../../starting/start-problem.js';
import { type HealthCheck, rebuildIt } from '../check.js';

export const checkFiles: HealthCheck = ({ made }) => {
  if (!made) return undefined;
  const { origin, language, sample, changes, packages } = made;
  const gone = (what: string) => ({ state: 'half-deleted' as const, message: what, ...rebuildIt });
  const record = recordFile(origin.prefix);
  if (origin.id && !existsSync(record)) return gone(`Its environment has lost files, such as \`${record}\``);
  const removed = new Set(changes.lost.filter(({ how }) => how === 'removed').map(({ lost }) => lost));
  const lost = changes.lost.find(({ how }) => how === 'deleted')?.lost;
  if (lost) return gone(`Its environment has lost packages, such as \`${lost.name}\``);
  const missing = sample.filter(({ size, owner, found }) => {
    const package_ = owner === undefined ? undefined : packages[owner];
    return size !== undefined && !found && !(package_ && removed.has(package_));
  });
  // That the interpreter is gone is the next check's fault, and more exact.
  const [program = ''] = language?.argv(origin.prefix, '') ?? [];
  const interpreter = missing.length > 0 ? missingTarget(program) : undefined;
  const others = missing.filter(({ path }) => join(origin.prefix, path) !== interpreter);
  const [first] = others;
  if (!first) {
    // Other environments have no Python.
    const needed = packages.length > 0 && language?.client ? neededAtStart(origin.prefix) : [];
    const lacked = needed.find((path) => !existsSync(path));
    return lacked === undefined ? undefined : gone(`Its environment has lost files, such as \`${lacked}\``);
  }
  return gone(
    `Its environment has lost files: ${others.length} of the ${sample.length} that were checked are gone, such as \`${first.path}\``,
  );
};
