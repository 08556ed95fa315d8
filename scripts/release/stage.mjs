/** Lays out the files of a release, with names, modes and times that do not depend on this machine. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../setup.mjs';
import * as contents from './contents.mjs';
import { thirdPartyNotices } from './notices.mjs';

/** Replaces `directory`; every file gets `time`, in seconds. @throws Error that names missing files. */
export function stage(directory, time) {
  rmSync(directory, { recursive: true, force: true });
  for (const path of [...known(), ...contents.compiled.flatMap(below)])
    put(join(directory, path), (target) => copyFileSync(join(root, path), target));
  put(join(directory, contents.notices), (target) => writeFileSync(target, thirdPartyNotices()));
  put(join(directory, contents.restart), (target) => writeFileSync(target, ''));
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true }))
    settle(join(entry.parentPath, entry.name), time);
  settle(directory, time);
  check(directory);
}

/** The paths that are in git, or would be after `git add`, and belong to a release. */
function known() {
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { status, stdout, stderr } = spawnSync('git', words, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`A release is made from a git clone: ${stderr}`);
  return [...new Set(stdout.split('\0'))]
    .filter((path) => path && !contents.forDevelopers.includes(path.split('/', 1)[0]))
    .filter((path) => existsSync(join(root, path)));
}

function below(directory) {
  return readdirSync(join(root, directory), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${directory}/${entry.name}`;
      return entry.isDirectory() ? below(path) : [path];
    })
    .filter((path) => !contents.leftOut(path));
}

function put(target, write) {
  mkdirSync(dirname(target), { recursive: true });
  write(target);
}

/** Readable by everyone, writable by its owner; executable if its owner can execute it. */
function settle(path, time) {
  const found = statSync(path);
  chmodSync(path, found.isDirectory() || found.mode & 0o100 ? 0o755 : 0o644);
  utimesSync(path, time, time);
}

function check(directory) {
  const missing = contents.required.filter((path) => !existsSync(join(directory, path)));
  const inert = contents.executable.filter(
    (path) => !missing.includes(path) && !(statSync(join(directory, path)).mode & 0o100),
  );
  const faults = [
    ...missing.map((path) => `${path} is missing`),
    ...inert.map((path) => `${path} is not executable`),
  ];
  if (faults.length > 0) throw new Error(`The release is incomplete: ${faults.join(', ')}`);
}
