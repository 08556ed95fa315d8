/** Clashes with what is there, and refusals. */
import { given, list, wording } from './wording.js';

export const refusalMessages = {
  'kernel-not-ours': wording<{ name: string; path: string; suggestion: string }>(
    3,
    (facts) =>
      `There is already a kernel \`${facts.name}\` in \`${facts.path}\`, and it was not made by Create Kernel`,
    (facts) => `Take another name, such as \`${facts.suggestion}\``,
  ),
  'kernel-central': wording<{ name: string; path: string; suggestion: string }>(
    3,
    (facts) =>
      `The name \`${facts.name}\` belongs to a central kernel in \`${facts.path}\`, which yours would hide`,
    (facts) => `Take another name, such as \`${facts.suggestion}\``,
  ),
  'kernel-exists': wording<{ name: string; suggestion: string; same: boolean }>(
    3,
    (facts) =>
      facts.same
        ? `You already have this very kernel: \`${facts.name}\` was made from the same recipe`
        : `You already have a kernel \`${facts.name}\``,
    (facts) =>
      facts.same
        ? 'Reload the launcher of an open Jupyter to see it'
        : `Take another name, such as \`${facts.suggestion}\`, or remove the old kernel first`,
  ),
  'kernel-unknown': wording<{ name: string; nearest?: string }>(
    2,
    (facts) => `You have no kernel ${given(facts.name)}`,
    (facts) =>
      facts.nearest ? `Did you mean \`${facts.nearest}\`?` : '`create-kernel list` shows the ones you have',
  ),
  'kernel-changed': wording<{ name: string }>(
    3,
    (facts) => `\`${facts.name}\` was changed at the same time by another operation`,
    () => 'Look at the kernel as it is now, and try again',
  ),
  'lock-missing': wording<{ name: string; path: string }>(
    3,
    (facts) =>
      `The lock of \`${facts.name}\` is gone: \`${facts.path}/.create_kernel/lock.txt\` cannot be read`,
    (facts) => `Create a new kernel from its recipe: \`create-kernel show ${facts.name}\` prints it`,
  ),
  'display-name-taken': wording<{ given: string; by: string; suggestion: string }>(
    3,
    (facts) => `The launcher already shows ${given(facts.given)} for the kernel \`${facts.by}\``,
    (facts) => `Take another display name, such as \`${facts.suggestion}\``,
  ),
  'build-running': wording<{ name: string; build: string; host?: string; lock?: string }>(
    3,
    (facts) => `A build of \`${facts.name}\` is running already`,
    (facts) =>
      facts.lock
        ? `Watch or cancel it first: build \`${facts.build}\`. If nothing of it runs on \`${facts.host}\` any more, delete \`${facts.lock}\``
        : `Watch or cancel it first: build \`${facts.build}\``,
  ),
  'kernel-being-removed': wording<{ name: string; host: string; lock: string }>(
    3,
    (facts) => `\`${facts.name}\` is being removed`,
    (facts) =>
      `Try again in a moment. If nothing removes it on \`${facts.host}\` any more, delete \`${facts.lock}\``,
  ),
  'build-unknown': wording<{ build: string }>(
    2,
    (facts) => `There is no build ${given(facts.build)}`,
    () => '`create-kernel builds` shows the ones there are',
  ),
  'build-ended': wording<{ build: string; state: string }>(
    3,
    (facts) => `Build \`${facts.build}\` has ended already: ${facts.state}`,
    () => 'There is nothing to cancel',
  ),
  'space-short': wording<{ path: string; free: string; needed: string; what: string }>(
    3,
    (facts) =>
      `\`${facts.path}\` has ${facts.free} free, and this kernel needs about ${facts.needed}${facts.what}`,
    () => 'Remove what you no longer need there, or choose another location',
  ),
  'directory-not-writable': wording<{ path: string; why: string }>(
    3,
    (facts) => `Nothing can be written in \`${facts.path}\`: ${facts.why}`,
    () => 'Check the quota and the permissions of that directory, or ask the site',
  ),
  'launcher-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `There is no launcher called ${given(facts.given)}`,
    (facts) => `Choose one of ${list(facts.known)}`,
  ),
  'resolve-failed': wording<{ tool: string }>(
    3,
    (facts) => `What \`${facts.tool}\` says about the packages was not understood`,
    () => "Create the kernel without a preview of its packages; the tool's own words stand below",
  ),
  'resolve-slow': wording<{ seconds: number }>(
    3,
    (facts) => `The package manager has not answered within ${facts.seconds} seconds`,
    () => 'Create the kernel without a preview of its packages, or try again later',
  ),
};
