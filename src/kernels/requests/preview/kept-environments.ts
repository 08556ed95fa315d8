/**
 * The environments that pip resolves in, kept from one preview to the next, since making one takes longer than resolving.
 * One for each interpreter as it is now; nothing changes it after it was made.
 */
import { createHash, randomUUID } from 'node:crypto';
import { renameSync } from 'node:fs';
import { realpath, rename, stat, symlink, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { namesInDirectory } from '../../../base/files.js';
import type { KeptEnvironment } from '../../../managers/manager.js';

/** Its interpreter is not there any more, or no one previews with it; in milliseconds since the last use. */
export const UNUSED = 30 * 86_400_000;

const PREFIX = 'environment-';

/** Below this directory are also the temporary files of previews. */
export function previewsDirectory(data_root: string): string {
  return join(data_root, 'previews');
}

export function isKept(path: string): boolean {
  return basename(path).startsWith(PREFIX);
}

/** The paths of all that are kept. */
export function keptEnvironments(data_root: string): string[] {
  const directory = previewsDirectory(data_root);
  return namesInDirectory(directory)
    .map((name) => join(directory, name))
    .filter(isKept);
}

/** For its deletion, so that no preview finds it half deleted. Returns the path that it then has. */
export function moveKeptAside(path: string): string {
  const aside = join(dirname(path), `removed-${basename(path)}-${randomUUID()}`);
  renameSync(path, aside);
  return aside;
}

export interface Kept {
  /** It was there, and is now at the path where it is expected. */
  found: boolean;
  /** Keeps the one that was made at that path instead. */
  keep(): Promise<void>;
}

/** Undefined if its interpreter cannot be looked at. */
export async function findKept(environment: KeptEnvironment, data_root: string): Promise<Kept | undefined> {
  const { path } = environment;
  const place = await placeOf(environment, data_root).catch(() => undefined);
  return place === undefined
    ? undefined
    : { found: await isTaken(place, path), keep: () => keep(path, place) };
}

/** An upgrade of the interpreter changes its file, and one of the pip that comes with it changes `facts`. */
async function placeOf({ by, facts }: KeptEnvironment, data_root: string): Promise<string> {
  const path = await realpath(by);
  const { mtimeMs, size } = await stat(path);
  const text = JSON.stringify([by, path, mtimeMs, size, facts]);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return join(previewsDirectory(data_root), PREFIX + hash);
}

async function isTaken(place: string, path: string): Promise<boolean> {
  try {
    const now = new Date();
    await utimes(place, now, now);
    await symlink(place, path);
    return true;
  } catch {
    return false;
  }
}

/** In one step. If another preview was first, each uses its own this time. */
async function keep(path: string, place: string): Promise<void> {
  const isMoved = await rename(path, place).then(
    () => true,
    () => false,
  );
  if (isMoved) await symlink(place, path);
}
