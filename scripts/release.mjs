/**
 * `npm run release` makes the archive for a portal, the Debian and RPM packages and their checksums, in release/ or in the
 * given directory. A commit gives the same bytes on every machine.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { makePackages } from './release/packages.mjs';
import { stage } from './release/stage.mjs';
import { root, setUp } from './setup.mjs';

const directory = resolve(process.argv[2] ?? join(root, 'release'));
const version = readFileSync(join(root, 'VERSION'), 'utf8').trim();
const tree = join(directory, 'create_kernel');

await setUp();
if (git('status', '--porcelain'))
  console.warn('There are uncommitted changes: this release cannot be reproduced.');
const time = Number(process.env.SOURCE_DATE_EPOCH ?? git('log', '-1', '--format=%ct'));
mkdirSync(directory, { recursive: true });
stage(tree, time);
const packages = await makePackages({ tree, directory, version, time });
const made = [makeArchive(), ...packages];
rmSync(tree, { recursive: true });
writeFileSync(join(directory, 'SHA256SUMS'), made.map(checksum).join(''));
console.log(readFileSync(join(directory, 'SHA256SUMS'), 'utf8').trimEnd());

function makeArchive() {
  const archive = join(directory, `create_kernel-${version}.tar.gz`);
  const always = [
    '--sort=name',
    `--mtime=@${time}`,
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--format=ustar',
  ];
  execFileSync('tar', [...always, '-I', 'gzip -9n', '-cf', archive, '-C', directory, basename(tree)]);
  return archive;
}

function checksum(path) {
  return `${createHash('sha256').update(readFileSync(path)).digest('hex')}  ${basename(path)}\n`;
}

function git(...words) {
  return execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();
}
