/** What ended downloads of interpreters have left: the programs that download write there, and rename at the end. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../base/process.js';
import { managers } from '../../managers/index.js';

/** Where the app keeps the interpreters that it downloads for a user. */
export function ownPythons(data_root: string): string {
  return join(data_root, 'tools', 'pythons');
}

const SECONDS = 60;

/** Deletes it, unless a program that holds the lock of the directory is downloading. Never throws. */
export async function clearUnfinishedDownloads(data_root: string): Promise<void> {
  const directory = ownPythons(data_root);
  for (const { downloads } of Object.values(managers)) {
    if (!downloads) continue;
    const { parts, lock } = downloads.unfinished;
    const left = namesIn(join(directory, parts)).map((name) => join(directory, parts, name));
    if (left.length === 0) continue;
    const remove = ['flock', '--nonblock', join(directory, lock), 'rm', '-rf', '--', ...left];
    await run(remove, { environment: { PATH: '/usr/local/bin:/usr/bin:/bin' }, seconds: SECONDS }).catch(
      () => {},
    );
  }
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
