/** The notebooks of a kernel: files that name it in their metadata. */
import { copyFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as z from 'zod/mini';
import { writeFileAtomicSync } from '../../base/files.js';
import { makeDirectorySync } from '../../base/make-directory.js';
import { readRegularFile, type StoredFormat, tryReadStored } from '../../base/stored.js';
import { replaceTexts } from '../../base/text/json-text.js';

const MOST_BYTES = 200_000_000;

const notebookFormat = {
  number: 0,
  schema: z.object({ metadata: z.object({ kernelspec: z.object({ name: z.string() }) }) }),
} satisfies StoredFormat;

/** The notebooks below a directory that name the kernel. Links and hidden directories are not followed. */
export function findNotebooks(directory: string, kernel: string): string[] {
  const entries = readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith('.')) return tryToFind(path, kernel);
    return entry.isFile() && entry.name.endsWith('.ipynb') && kernelOf(path) === kernel ? [path] : [];
  });
}

/** A directory that cannot be read has no notebooks that could be changed. */
function tryToFind(directory: string, kernel: string): string[] {
  try {
    return findNotebooks(directory, kernel);
  } catch {
    return [];
  }
}

function kernelOf(path: string): string | undefined {
  return tryReadStored(path, notebookFormat, { most: MOST_BYTES })?.metadata.kernelspec.name;
}

/** Where the backup of a notebook is kept: `root` has the same tree as the file system. */
export function backupOf(path: string, root: string): string {
  return join(root, relative('/', path));
}

export interface KernelNames {
  name: string;
  display_name: string;
}

/** Writes the kernel's new names into a notebook, after a copy of it; nothing else in it changes. */
export function renameInNotebook(
  path: string,
  { backup, from, to }: { backup: string; from: string; to: KernelNames },
): void {
  if (kernelOf(path) !== from) return;
  makeDirectorySync(dirname(backup), 0o700);
  copyFileSync(path, backup);
  const text = readRegularFile(path, { most: MOST_BYTES });
  const changed = replaceTexts(text, ['metadata', 'kernelspec'], { ...to });
  writeFileAtomicSync(path, changed, statSync(path).mode & 0o777);
}
