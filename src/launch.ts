/**
 * The last part of bin/setup-production: checks that this user's data directory is writable, since the app cannot work
 * without it. Mistakes in the site's settings are left to the app's pages, which show them with their lines.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from './base/errors.js';
import { asWriteError } from './base/files.js';
import { makeDirectorySync } from './base/make-directory.js';
import { protectNewFiles } from './base/process.js';
import { readSite } from './site/site.js';

protectNewFiles();
const root = dataRoot();
if (root) tryToWrite(root);

function dataRoot(): string | undefined {
  try {
    return readSite().data_root;
  } catch {
    return undefined;
  }
}

function tryToWrite(directory: string): void {
  const probe = join(directory, `.launch-${process.pid}`);
  try {
    makeDirectorySync(directory, 0o700);
    writeFileSync(probe, 'written');
  } catch (error) {
    report(asWriteError(error, directory));
  } finally {
    rmSync(probe, { force: true });
  }
}

function report(error: unknown): void {
  if (!(error instanceof UserError)) throw error;
  console.error(`Create Kernel: ${error.message}\n  ${error.hint}`);
  process.exitCode = 1;
}
