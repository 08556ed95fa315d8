/** Operations on kernels: their arguments, and what keeps them from changing a kernel. */
import { given, list, wording } from './wording.js';

export const operationMessages = {
  'argument-missing': wording<{ name: string; about: string }>(
    2,
    (facts) => `The argument \`${facts.name}\` is missing`,
    (facts) => `Give it a value: ${facts.about}`,
  ),
  'argument-not-understood': wording<{ name: string; about: string; given: string }>(
    2,
    (facts) => `The argument \`${facts.name}\` cannot be ${given(facts.given)}`,
    (facts) => `It is ${facts.about}`,
  ),
  'kernel-being-changed': wording<{ name: string; operation: string; host: string; lock: string }>(
    3,
    (facts) => `The operation \`${facts.operation}\` of \`${facts.name}\` is running`,
    (facts) =>
      `Try again in a moment. If it does not run on \`${facts.host}\` any more, delete \`${facts.lock}\``,
  ),
  'kernel-frozen': wording<{ name: string; since: string }>(
    3,
    (facts) => `\`${facts.name}\` has been frozen since ${facts.since.slice(0, 10)} and cannot be changed`,
    (facts) =>
      `Make a copy that can be changed with \`create-kernel clone ${facts.name} NEW\`, or allow changes again with \`create-kernel thaw ${facts.name}\``,
  ),
  'retry-outdated': wording<{ name: string; generation: number }>(
    3,
    (facts) =>
      `Generation ${facts.generation} of \`${facts.name}\` was published after this build was ordered: the recipe of the build would take back its changes`,
    (facts) =>
      `Ask for the packages again: \`create-kernel update ${facts.name} --add PACKAGE\`, or *Update* on the kernel’s page`,
  ),
  'generation-unknown': wording<{ name: string; number: number; known: readonly number[] }>(
    2,
    (facts) => `\`${facts.name}\` has no generation \`${facts.number}\``,
    (facts) =>
      facts.known.length > 0
        ? `Choose one of ${list(facts.known.map(String))}`
        : 'None of its generations is on disk: create the kernel again',
  ),
  'generation-only': wording<{ name: string; number: number }>(
    3,
    (facts) => `\`${facts.name}\` has no generation before \`${facts.number}\`, the published one`,
    (facts) => `\`create-kernel history ${facts.name}\` shows its generations`,
  ),
  'generation-published': wording<{ name: string; number: number }>(
    3,
    (facts) => `Generation \`${facts.number}\` of \`${facts.name}\` is already published`,
    (facts) => `\`create-kernel history ${facts.name}\` shows its generations`,
  ),
  'generation-incomplete': wording<{ name: string; number: number; reason: string }>(
    3,
    (facts) => `Generation \`${facts.number}\` of \`${facts.name}\` cannot be published: ${facts.reason}`,
    () => 'Choose another generation, or rebuild the kernel from its lock',
  ),
  'generations-not-comparable': wording<{
    name: string;
    numbers: readonly number[];
    /** Parts of a sentence. */
    faults: readonly string[];
  }>(
    3,
    (facts) =>
      `The generations ${facts.numbers.join(' and ')} of \`${facts.name}\` cannot be compared: ${facts.faults.join('; ')}`,
    (facts) => `\`create-kernel show ${facts.name}\` shows the packages of the published generation`,
  ),
  'name-unchanged': wording<{ name: string }>(
    2,
    (facts) => `The kernel has the name ${given(facts.name)} already`,
    () => 'Give another name; `create-kernel set-display-name` changes what the launcher shows',
  ),
  'notebooks-path': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is not a directory with an absolute path`,
    () => 'Give a directory such as `/home/ada/notebooks` or `~/notebooks`',
  ),
  'disk-place-unknown': wording<{ place: string; known: readonly string[] }>(
    2,
    (facts) => `Nothing of ${given(facts.place)} can be removed`,
    (facts) => `Choose one of ${list(facts.known)}`,
  ),
  'disk-place-in-use': wording<{ place: string; build: string }>(
    3,
    (facts) => `\`${facts.place}\` cannot be removed while build \`${facts.build}\` runs`,
    () => 'Wait for the build, or cancel it',
  ),
  'removal-unknown': wording<{ name: string; known: readonly string[] }>(
    2,
    (facts) => `There is no removal of ${given(facts.name)} that can be undone`,
    (facts) =>
      facts.known.length > 0
        ? `These can be undone: ${list(facts.known)}`
        : 'Create the kernel again: its last build has the recipe',
  ),
  'kernel-not-removed': wording<{ name: string }>(
    2,
    (facts) => `\`${facts.name}\` is in the launcher: there is no removal to undo`,
    () => '`create-kernel list` shows your kernels',
  ),
  'removal-mark-unknown': wording<{ name: string; mark: string; known: readonly string[] }>(
    2,
    (facts) => `There is no removal ${given(facts.mark)} of \`${facts.name}\` that can be undone`,
    (facts) => `These can be undone: ${list(facts.known)}`,
  ),
  'undo-name-taken': wording<{ name: string; by: string; path: string }>(
    3,
    (facts) =>
      `\`${facts.name}\` cannot be restored: the kernel \`${facts.by}\` in \`${facts.path}\` has its name`,
    (facts) => `Rename \`${facts.by}\` first, or change its display name`,
  ),
  'undo-path-taken': wording<{ name: string; path: string }>(
    3,
    (facts) => `\`${facts.name}\` cannot be restored: \`${facts.path}\` exists again`,
    () => 'Move it away first',
  ),
  'path-taken': wording<{ path: string }>(
    3,
    (facts) => `\`${facts.path}\` exists already`,
    () => 'Move it away first, or choose another name',
  ),
  'secret-unknown': wording<{ name: string; variable: string }>(
    3,
    (facts) => `The value of the secret variable \`${facts.variable}\` of \`${facts.name}\` is not stored`,
    () => 'Enter it with *Update*, *edit the whole recipe*, or create the kernel again with the value',
  ),
  'secrets-missing': wording<{ name: string; variables: readonly string[]; path: string }>(
    3,
    (facts) =>
      `${lost(facts.variables)} no longer stored, and the next generation of \`${facts.name}\` needs them: \`${facts.path}\` is gone, or was changed`,
    (facts) =>
      `Restore that file from a backup, or enter them with *Update*, *edit the whole recipe*. \`create-kernel create NEW --like ${facts.name}\` makes another kernel; its options \`--variable\` and \`--kernel-variable\` take them`,
  ),
  'secrets-to-enter': wording<{ variables: readonly string[] }>(
    3,
    (facts) => `${lost(facts.variables)} no longer stored`,
    (facts) =>
      `Enter ${list(facts.variables.map((name) => `${name}=VALUE`))} here. The new environment is made without those that you leave out`,
  ),
};

function lost(variables: readonly string[]): string {
  return `The values of the secret variables ${list(variables)} are`;
}
