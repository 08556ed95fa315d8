/** Files that the app wrote earlier, and that another program has changed or holds. */
import { wording } from './wording.js';

export const storedMessages = {
  'stored-file-broken': wording<{ path: string; reason: string }>(
    3,
    (facts) => `The file \`${facts.path}\` cannot be read: ${facts.reason}`,
    () => 'Move it away, or restore it from a backup: something other than this app has changed it',
  ),
  'kernel-record-broken': wording<{ name: string; path: string }>(
    3,
    (facts) => `The record of Create Kernel in \`${facts.path}/kernel.json\` cannot be read`,
    (facts) =>
      `Something other than this app has changed it: restore the file with \`create-kernel restore ${facts.name}\`, or remove the kernelspec with \`create-kernel remove ${facts.name}\``,
  ),
  'lock-not-changed': wording<{ path: string; seconds: number }>(
    3,
    (facts) => `Another process has held the lock file \`${facts.path}\` for ${facts.seconds} seconds`,
    () => 'Try again in a minute. If no other process of Create Kernel runs, delete that file',
  ),
};
