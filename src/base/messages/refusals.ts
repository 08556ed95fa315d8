/** Conflicts with what exists already, and refusals. */
import { given, list, wording } from './wording.js';

export const refusalMessages = {
  'kernel-not-ours': wording<{ name: string; path: string; suggestion: string }>(
    3,
    (facts) =>
      `The kernel \`${facts.name}\` exists already in \`${facts.path}\`, and Create Kernel did not make it`,
    (facts) => `Use another name, such as \`${facts.suggestion}\``,
  ),
  'kernel-central': wording<{ name: string; path: string; suggestion: string }>(
    3,
    (facts) =>
      `The central kernel in \`${facts.path}\` has the name \`${facts.name}\`, and your kernel would hide it`,
    (facts) => `Use another name, such as \`${facts.suggestion}\``,
  ),
  'kernel-exists': wording<{ name: string; suggestion: string; same: boolean }>(
    3,
    (facts) =>
      facts.same
        ? `You already have this kernel: \`${facts.name}\` was made from the same recipe`
        : `You already have a kernel \`${facts.name}\``,
    (facts) =>
      facts.same
        ? 'If an open Jupyter does not show it, reload the page'
        : `Use another name, such as \`${facts.suggestion}\`, or remove the old kernel first`,
  ),
  'kernel-unknown': wording<{ name: string; nearest?: string }>(
    2,
    (facts) => `You have no kernel ${given(facts.name)}`,
    (facts) =>
      facts.nearest ? `Did you mean \`${facts.nearest}\`?` : '`create-kernel list` shows your kernels',
  ),
  'kernel-renamed': wording<{ name: string; now: string }>(
    2,
    (facts) => `${given(facts.name)} was renamed to \`${facts.now}\``,
    (facts) => `Use that name: \`create-kernel show ${facts.now}\` shows the kernel`,
  ),
  'kernel-removed': wording<{ name: string; removed: string; until: string; mark: string }>(
    2,
    (facts) => `${given(facts.name)} was removed at ${facts.removed}`,
    (facts) =>
      `Until ${facts.until}, *Undo* on the page *Kernels*, or \`create-kernel undo ${facts.name} --removal ${facts.mark}\`, brings it back`,
  ),
  'kernel-of-others': wording<{ name: string; path: string }>(
    2,
    (facts) => `Create Kernel did not make the kernel ${given(facts.name)} in \`${facts.path}\``,
    (facts) => `Make a kernel like it: \`create-kernel create NEW --like ${facts.name}\``,
  ),
  'kernel-not-inside': wording(
    3,
    () => 'This is not a kernel that Create Kernel made: `CREATE_KERNEL_NAME` is not set',
    () =>
      'Run it in a notebook of such a kernel, or in `create-kernel shell NAME`. Kernels that were made before version 0.2 get the variable when they are rebuilt',
  ),
  'command-missing': wording<{ name: string }>(
    2,
    () => 'There is no command to run',
    (facts) => `Write it after two hyphens: \`create-kernel exec ${facts.name} -- COMMAND\``,
  ),
  'kernel-changed': wording<{ name: string }>(
    3,
    (facts) => `\`${facts.name}\` was changed at the same time by another operation`,
    () => 'Look at the kernel as it is now, and try again',
  ),
  'nothing-to-restore': wording<{ name: string }>(
    3,
    (facts) =>
      `The kernelspec of \`${facts.name}\` cannot be restored: none of its environments that starts has a copy of it`,
    (facts) =>
      `Correct its \`kernel.json\`. Or remove it with \`create-kernel remove ${facts.name}\`, which can be undone`,
  ),
  'lock-missing': wording<{ name: string; path: string; reason: string }>(
    3,
    (facts) => `The lock of \`${facts.name}\`, \`${facts.path}\`, cannot be used: ${facts.reason}`,
    (facts) =>
      `Create a new kernel from its recipe: \`create-kernel show ${facts.name}\` prints it. If an older generation has its lock, \`create-kernel rollback ${facts.name}\` publishes that`,
  ),
  'remove-needed': wording<{ given: string; needed_by: readonly string[] }>(
    2,
    (facts) =>
      `${given(facts.given)} was not asked for: ${list(facts.needed_by)} ${facts.needed_by.length === 1 ? 'needs' : 'need'} it`,
    (facts) => `To remove it, remove ${list(facts.needed_by)}`,
  ),
  'remove-needed-by-kernel': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} cannot be removed: every kernel needs it`,
    () => 'Remove packages that were asked for; `create-kernel show` lists them',
  ),
  'remove-not-asked': wording<{ given: string; asked: readonly string[] }>(
    2,
    (facts) => `${given(facts.given)} was not asked for`,
    (facts) =>
      facts.asked.length > 0
        ? `The packages that were asked for are ${list(facts.asked)}`
        : 'No packages were asked for',
  ),
  'update-changes-nothing': wording<{ name: string }>(
    2,
    (facts) => `This does not change \`${facts.name}\`: its recipe already asks for exactly this`,
    () =>
      'Name packages to add or to remove, or upgrade: `--upgrade` for all packages, `--upgrade numpy` for one',
  ),
  'upgrade-not-installed': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} cannot be upgraded: it is not in this kernel`,
    () => 'To install it, name it under *Add packages* (`--add`)',
  ),
  'display-name-taken': wording<{ given: string; by: string; suggestion: string }>(
    3,
    (facts) => `The kernel \`${facts.by}\` already has the display name ${given(facts.given)}`,
    (facts) => `Use another display name, such as \`${facts.suggestion}\``,
  ),
  'build-running': wording<{ name: string; build: string; host?: string; lock?: string }>(
    3,
    (facts) => `A build of \`${facts.name}\` is running already`,
    (facts) =>
      facts.lock
        ? `Wait for build \`${facts.build}\`, or cancel it. If it does not run on \`${facts.host}\` any more, delete \`${facts.lock}\``
        : `Wait for build \`${facts.build}\`, or cancel it`,
  ),
  'build-unknown': wording<{ build: string }>(
    2,
    (facts) => `The build ${given(facts.build)} does not exist`,
    () => '`create-kernel builds` shows your builds',
  ),
  'build-ended': wording<{ build: string; state: string }>(
    3,
    (facts) => `Build \`${facts.build}\` cannot be cancelled: it has already ended (${facts.state})`,
    (facts) => `\`create-kernel logs ${facts.build}\` shows what it did`,
  ),
  'space-short': wording<{ path: string; free: string; needed: string; holds: string; move: string }>(
    3,
    (facts) =>
      `\`${facts.path}\`, which holds ${facts.holds}, has ${facts.free} free, and a build needs about ${facts.needed}`,
    (facts) => `Remove what you no longer need there, or ${facts.move}`,
  ),
  'directory-silent': wording<{ path: string; seconds: number }>(
    3,
    (facts) => `The file system of \`${facts.path}\` has not answered within ${facts.seconds} seconds`,
    () => 'Choose another location, or ask the site’s administrator whether its file server works',
  ),
  'directory-noexec': wording<{ path: string; move: string }>(
    3,
    (facts) =>
      `Programs cannot be started from \`${facts.path}\`: its file system is mounted with \`noexec\``,
    (facts) => `Ask the site’s administrator to mount it without \`noexec\`, or ${facts.move}`,
  ),
  'directory-not-writable': wording<{ path: string; reason: string; holds?: string; move?: string }>(
    3,
    (facts) =>
      `\`${facts.path}\`${facts.holds ? `, which holds ${facts.holds},` : ''} cannot be written to: ${facts.reason}`,
    (facts) =>
      `Check your quota and the permissions of that directory, or ${facts.move ?? 'ask the site’s administrator'}`,
  ),
  'next-step-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `This build does not offer the change ${given(facts.given)}`,
    (facts) =>
      facts.known.length > 0
        ? `Choose one of ${list(facts.known)}`
        : 'Edit the recipe, and create the kernel again',
  ),
  'launcher-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `The build launcher ${given(facts.given)} is not supported`,
    (facts) => `Choose one of ${list(facts.known)}`,
  ),
  'resolve-failed': wording<{ tool: string }>(
    3,
    (facts) => `The answer of \`${facts.tool}\` about the packages cannot be read`,
    () => 'Create the kernel without a preview of its packages; the tool’s output is shown below',
  ),
  'resolve-slow': wording<{ seconds: number }>(
    3,
    (facts) => `The package manager has not answered within ${facts.seconds} seconds`,
    () => 'Create the kernel without a preview of its packages, or try again later',
  ),
};
