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
  'kernelspec-broken': wording<{ name: string; path: string; reason: string; own: boolean }>(
    3,
    (facts) =>
      `The file \`${facts.path}/kernel.json\` of the kernel \`${facts.name}\` cannot be read: ${facts.reason}`,
    (facts) =>
      facts.own
        ? `Correct the file. If an environment has a copy of it, \`create-kernel restore ${facts.name}\` writes it again; \`create-kernel remove ${facts.name}\` removes the kernelspec, which can be undone`
        : 'Ask the site’s administrator to correct it',
  ),
  'kernelspec-gone': wording<{ name: string }>(
    3,
    (facts) => `The kernelspec of \`${facts.name}\` no longer exists, but its environment does`,
    (facts) => `Bring the kernel back with \`create-kernel restore ${facts.name}\``,
  ),
  'kernelspec-misnamed': wording<{ name: string; path: string }>(
    3,
    (facts) => `The directory of \`${facts.name}\` in \`${facts.path}\` has a name that is not valid UTF-8`,
    () => 'Rename the directory in a terminal. Jupyter lists the kernel, but this app can do nothing with it',
  ),
  'kernel-recipe-broken': wording<{
    name: string;
    path: string;
    reason: string;
    restorable: boolean;
    lock: string;
  }>(
    3,
    (facts) =>
      `The recipe of \`${facts.name}\` in \`${facts.path}/kernel.json\` cannot be read: ${facts.reason}`,
    (facts) =>
      facts.restorable
        ? `Its environment has a copy of that file: \`create-kernel restore ${facts.name}\` writes it again`
        : `Something other than this version of the app has written it. \`create-kernel rollback ${facts.name}\` publishes an older generation, \`create-kernel create NEW --file ${facts.lock}\` makes a new kernel from its lock, and \`create-kernel remove ${facts.name}\` removes it`,
  ),
  'hard-links-missing': wording<{ path: string }>(
    3,
    (facts) =>
      `The file system of \`${facts.path}\` has no hard links, by which this app keeps two processes from changing one kernel`,
    () =>
      'Ask the site’s administrator to set `data_root` to a directory on a file system with hard links, such as that of your home',
  ),
  'lock-not-changed': wording<{ path: string; seconds: number }>(
    3,
    (facts) => `Another process has held the lock file \`${facts.path}\` for ${facts.seconds} seconds`,
    () => 'Try again in a minute. If no other process of Create Kernel runs, delete that file',
  ),
};
