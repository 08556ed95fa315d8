/**
 * The temporary files of a build that has published its kernel: moved aside before its end is recorded, which is one
 * rename, and deleted after it. If the runner is killed in between, the next reader of the builds deletes them.
 */
import { renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { namesInDirectory } from '../../base/files.js';
import { stagingsDirectory } from '../../site/paths.js';
import { buildFiles, buildsDirectory } from '../build-directory.js';
import { tryToRemove } from './clear.js';
import type { OwnSite } from './own-places.js';
import { mayBeAlive, readIdentity } from './processes/process-identity.js';

const ENDED = /-ended-(\d{8}-\d{6}-[0-9a-f]{6})$/;

/** Returns where the files wait for their deletion. Where a rename fails, they are deleted at once. */
export function moveStagingAside(staging: string, build: string): string | undefined {
  const aside = `${staging}-ended-${build}`;
  try {
    renameSync(staging, aside);
    return aside;
  } catch {
    tryToRemove(staging);
    return undefined;
  }
}

/** Deletes what ended builds with a dead runner have left. No one writes there, so that it needs no lock. */
export async function clearEndedStagings({
  data_root,
  jupyter_data,
}: Pick<OwnSite, 'data_root' | 'jupyter_data'>): Promise<void> {
  const directory = stagingsDirectory(jupyter_data);
  const left = namesInDirectory(directory).filter((name) => {
    const [, build] = ENDED.exec(name) ?? [];
    return build !== undefined && !mayDelete(build, data_root);
  });
  const options = { recursive: true, force: true, maxRetries: 3 };
  await Promise.all(left.map((name) => rm(join(directory, name), options).catch(() => {})));
}

/** Whether the build's own runner may still delete them. */
function mayDelete(build: string, data_root: string): boolean {
  const { runner } = buildFiles(join(buildsDirectory(data_root), build));
  const identity = readIdentity(runner);
  return identity !== undefined && mayBeAlive(identity, runner);
}
