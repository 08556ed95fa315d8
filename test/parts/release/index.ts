/** A release, made by this work tree. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { inject } from 'vitest';
import { appRoot, programVersion } from '../../../src/base/program.js';
import { alone } from '../../support/alone.js';

/** A time that is neither now nor that of a commit. */
export const TIME = 1_760_000_000;

const version = programVersion();
export const names = {
  archive: `create_kernel-${version}.tar.gz`,
  debian: `create-kernel_${version}_all.deb`,
  rpm: `create-kernel-${version}-1.noarch.rpm`,
  sums: 'SHA256SUMS',
};

/** The directory of a release that is made once for a run of the tests, and that no test changes. */
export async function madeRelease(): Promise<string> {
  const directory = join(inject('run_directory'), 'release');
  await alone(`${directory}.lock`, async () => {
    if (existsSync(directory)) return;
    const making = `${directory}.making`;
    await execa(process.execPath, [join(appRoot, 'scripts', 'release.mjs'), making], {
      env: { SOURCE_DATE_EPOCH: String(TIME) },
    });
    renameSync(making, directory);
  });
  return directory;
}

/** Unpacks a release to a new directory as an administrator does. */
export async function installRelease(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const words = ['--no-same-owner', '--strip-components=1', '-C', directory];
  await execa('tar', ['-xzf', join(await madeRelease(), names.archive), ...words]);
}
