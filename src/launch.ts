/**
 * The end of bin/setup-production: whether this user's data can be written, without which the app has nothing to offer.
 * A mistake in the site's settings is not told here, for the app's own pages show it with its line.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from './base/errors.js';
import { refusedWrite } from './base/files.js';
import { readSite } from './site/site.js';

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
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(probe, 'written');
  } catch (error) {
    tell(refusedWrite(error, directory));
  } finally {
    rmSync(probe, { force: true });
  }
}

function tell(error: unknown): void {
  if (!(error instanceof UserError)) throw error;
  console.error(`Create Kernel: ${error.message}\n  ${error.hint}`);
  process.exitCode = 1;
}
