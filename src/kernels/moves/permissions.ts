/** Whether a move may do all that it does, so that one that may not is refused before its first action. */
import { accessSync, chmodSync, constants, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../../base/errors.js';
import { asWriteError, present } from '../../base/files.js';
import { checkKept } from './kernelspec-file.js';
import type { MoveAction } from './move.js';

/** Of the actions that write a file, `checkRoom` writes one. @throws UserError `directory-not-writable`, `path-taken`; as `checkKept`. */
export function checkPermissions(actions: readonly MoveAction[]): void {
  for (const action of actions) checkAction(action);
}

function checkAction(action: MoveAction): void {
  switch (action.kind) {
    case 'rename':
      checkRename(action);
      break;
    case 'publish':
      checkKept(action);
      break;
    case 'remove':
      if (lookAt(action.path)) mayWrite(dirname(action.path));
      break;
    case 'protect':
      checkProtect(action.prefix);
      break;
    default:
  }
}

/** What another process has renamed before it was killed is not looked at. */
function checkRename({ from, to, replaced }: Extract<MoveAction, { kind: 'rename' }>): void {
  const found = lookAt(from);
  const taken = lookAt(to);
  if (!found || (replaced && taken)) return;
  // Of what may be there, rename(2) replaces an empty directory, and otherwise fails or replaces a person's file.
  if (taken && !(taken.isDirectory() && readdirSync(to).length === 0))
    throw new UserError('path-taken', { path: to });
  const [above, target] = [dirname(from), present(dirname(to))];
  mayWrite(above);
  mayWrite(target);
  // A directory has its parent among its entries: rename(2).
  if (found.isDirectory() && above !== target) mayWrite(from);
  const reason = `it is on another file system than \`${from}\``;
  if (found.dev !== statSync(target).dev)
    throw new UserError('directory-not-writable', { path: target, reason });
}

function mayWrite(directory: string): void {
  tryTo(directory, () => accessSync(directory, constants.W_OK));
}

/** Only the owner may, and the file system may be read-only. */
function checkProtect(prefix: string): void {
  const found = lookAt(prefix);
  if (found?.isDirectory()) tryTo(prefix, () => chmodSync(prefix, found.mode & 0o7777));
}

function tryTo(path: string, change: () => void): void {
  try {
    change();
  } catch (error) {
    throw asWriteError(error, path);
  }
}

function lookAt(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
