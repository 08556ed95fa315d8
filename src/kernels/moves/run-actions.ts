/** Does the actions of a move. Each can be repeated: what is done already stays as it is. */
import { spawn } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFileAtomicSync } from '../../base/files.js';
import { makeDirectorySync } from '../../base/make-directory.js';
import { renameInNotebook } from '../history/notebooks.js';
import { describeKernel, publishKept } from './kernelspec-file.js';
import type { MoveAction } from './move.js';

type Kind = MoveAction['kind'];

const act: { [K in Kind]: (action: Extract<MoveAction, { kind: K }>) => void } = {
  publish: publishKept,
  describe: ({ directory, facts }) => describeKernel(directory, facts),
  write: ({ path, text }) => writeFileAtomicSync(path, text, 0o600),
  rename: renameOnce,
  notebook: ({ path, ...change }) => renameInNotebook(path, change),
  remove: ({ path }) => removeOne(path),
  delete: ({ path }) => deleteLater(path),
  protect: ({ prefix, writable }) => protect(prefix, writable),
};

/** @throws UserError; the file system's error. */
export function runAction<K extends Kind>(action: Extract<MoveAction, { kind: K }>): void {
  act[action.kind as K](action);
}

/** Nothing is left to do if another process has done it, or has deleted it. */
function renameOnce({ from, to, replaced }: Extract<MoveAction, { kind: 'rename' }>): void {
  if (!exists(from) || (replaced && exists(to))) return;
  makeDirectorySync(dirname(to), 0o700);
  renameSync(from, to);
}

function removeOne(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) rmSync(path, { force: true });
  else if (readdirSync(path).length === 0) rmdirSync(path);
}

/** Deletes a tree after this process has gone on, and whether or not it lives until the end. */
export function deleteLater(path: string): void {
  if (!exists(path)) return;
  const child = spawn('nice', ['rm', '-rf', '--one-file-system', '--', path], {
    detached: true,
    stdio: 'ignore',
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
  });
  // The next operation tries again.
  child.on('error', () => {});
  child.unref();
}

/** All directories of an environment except the app's own notes, which the kernel's start may write. */
function protect(prefix: string, writable: boolean): void {
  const change = (directory: string): void => {
    const { mode } = lstatSync(directory);
    const wanted = writable ? mode | 0o200 : mode & ~0o222;
    for (const entry of readdirSync(directory, { withFileTypes: true }))
      if (entry.isDirectory() && !isOwnNotes(directory, entry.name)) change(join(directory, entry.name));
    if (wanted !== mode) chmodSync(directory, wanted & 0o7777);
  };
  const isOwnNotes = (directory: string, name: string) => directory === prefix && name === '.create_kernel';
  // A link leads to what does not belong to the kernel.
  if (lstatSync(prefix, { throwIfNoEntry: false })?.isDirectory()) change(prefix);
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
