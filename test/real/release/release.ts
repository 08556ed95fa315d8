/** A release, made by this work tree, and what is in an unpacked one. */
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { execa } from 'execa';
import { afterAll } from 'vitest';
import { appRoot, programVersion } from '../../../src/program.js';

/** A moment that is neither now nor that of a commit. */
export const TIME = 1_760_000_000;
const version = programVersion();
export const names = {
  archive: `create_kernel-${version}.tar.gz`,
  debian: `create-kernel_${version}_all.deb`,
  rpm: `create-kernel-${version}-1.noarch.rpm`,
  sums: 'SHA256SUMS',
};

/** A directory that everybody may look into, for all tests of the file. */
export function publicDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'create-kernel-release-'));
  chmodSync(directory, 0o755);
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Makes a release in a directory. */
export async function makeRelease(directory: string): Promise<void> {
  await execa(process.execPath, [join(appRoot, 'scripts', 'release.mjs'), directory], {
    env: { SOURCE_DATE_EPOCH: String(TIME) },
  });
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
