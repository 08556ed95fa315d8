/** A release, made by this work tree. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { appRoot, programVersion } from '../../../src/base/program.js';

/** A time that is neither now nor that of a commit. */
export const TIME = 1_760_000_000;

const version = programVersion();
export const names = {
  archive: `create_kernel-${version}.tar.gz`,
  debian: `create-kernel_${version}_all.deb`,
  rpm: `create-kernel-${version}-1.noarch.rpm`,
  sums: 'SHA256SUMS',
};

/** Makes a release in a directory. */
export async function makeRelease(directory: string): Promise<void> {
  await execa(process.execPath, [join(appRoot, 'scripts', 'release.mjs'), directory], {
    env: { SOURCE_DATE_EPOCH: String(TIME) },
  });
}

/** Makes a release, and unpacks it to a new directory as an administrator does. */
export async function installRelease(directory: string): Promise<void> {
  const made = mkdtempSync(join(tmpdir(), 'create-kernel-made-'));
  try {
    await makeRelease(made);
    mkdirSync(directory, { recursive: true });
    const words = ['--no-same-owner', '--strip-components=1', '-C', directory];
    await execa('tar', ['-xzf', join(made, names.archive), ...words]);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
