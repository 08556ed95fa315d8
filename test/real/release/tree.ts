/** What is in a directory, and one that everybody may look into. */
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll } from 'vitest';
import { removeDirectory } from '../../support/remove.js';

/** A directory that everybody may look into, for all tests of the file. */
export function publicDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'create-kernel-release-'));
  chmodSync(directory, 0o755);
  afterAll(() => removeDirectory(directory));
  return directory;
}

/** Every file and directory below one, by its path: mode, and for a file the SHA-256 of its bytes. */
export function listTree(directory: string): Record<string, string> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const mode = (lstatSync(path).mode & 0o7777).toString(8);
    return [relative(directory, path), entry.isFile() ? `${mode} ${hash(path)}` : mode];
  });
  return Object.fromEntries(entries);
}

function hash(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
