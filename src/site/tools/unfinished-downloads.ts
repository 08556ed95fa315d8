/** The interpreters that the app has downloaded for a user, and what ended downloads have left: programs rename at the end. */
import { readdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeDirectorySync } from '../../base/make-directory.js';
import { run } from '../../base/process.js';
import { managers } from '../../managers/index.js';

const downloaders = Object.values(managers).flatMap(({ downloads }) => downloads ?? []);

/** Where the app keeps the interpreters that it downloads for a user. */
export function ownInterpreters(data_root: string): string {
  return join(data_root, 'tools', 'pythons');
}

/** The names of the installed ones in a directory, and of links to them. */
export function installedNames(directory: string): string[] {
  return namesIn(directory).filter((name) => downloaders.some(({ installed }) => installed.test(name)));
}

/** Moves an interpreter to where its parts are cleared, so that no build sees half of it. Returns its new path. */
export function moveInterpreterAside(path: string): string {
  const downloader = downloaders.find(({ installed }) => installed.test(basename(path)));
  if (!downloader) return path;
  const aside = join(dirname(path), downloader.unfinished.parts, `removed-${basename(path)}`);
  makeDirectorySync(dirname(aside));
  renameSync(path, aside);
  return aside;
}

const SECONDS = 60;

/** Deletes it, unless a program that holds the lock of the directory is downloading. Never throws. */
export async function clearUnfinishedDownloads(data_root: string): Promise<void> {
  const directory = ownInterpreters(data_root);
  for (const { unfinished } of downloaders) {
    const { parts, lock } = unfinished;
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
