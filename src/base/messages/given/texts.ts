/** Texts that people give, and that ask for nothing that can be installed. */
import { given, list, wording } from '../wording.js';

export const textMessages = {
  'text-is-prose': wording<{ given: string }>(
    2,
    (facts) => `This reads as a sentence, not as packages: ${given(facts.given)}`,
    () =>
      'Separate the packages with commas or write one per line, or paste the traceback, the commands or the file',
  ),
  'choice-not-understood': wording<{ given: string }>(
    2,
    (facts) => `The choice ${given(facts.given)} is not understood`,
    () => 'Write `LINE=leave-out`, `LINE=by-name`, `LINE=relax` or `LINE=instead`, as the problem offers it',
  ),
  'choice-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `No problem offers the choice ${given(facts.given)}`,
    ({ known }) =>
      known.length > 0
        ? `Choose among ${list(known)}`
        : 'Leave the choice out: the texts have no such problem',
  ),
  'packages-guessed': wording<{ guesses: readonly string[]; named?: true }>(
    3,
    ({ guesses }) =>
      `${guesses.length === 1 ? 'This package is a guess' : 'These packages are guesses'} from the name of an import: ${list(guesses)}`,
    ({ named }) =>
      `Check that it is what you need, then ${named ? 'add the name to the packages' : 'add `--accept-guesses`'}; or name the right package in place of the import`,
  ),
  'link-not-understood': wording<object>(
    2,
    () => 'The link has no recipe that can be read',
    () => 'Copy the whole link again: programs for mail and chat cut long links off',
  ),
  'link-too-long': wording<{ name: string; most: number }>(
    2,
    (facts) => `A link with the recipe of \`${facts.name}\` would be longer than ${facts.most} characters`,
    () => 'Share the recipe as a file: `create-kernel show NAME`',
  ),
  'command-misspelt': wording<{ given: string; nearest: string }>(
    2,
    (facts) => `${given(facts.given)} is not a command that installs packages`,
    ({ nearest }) => `Did you mean \`${nearest}\`?`,
  ),
  'line-among-commands': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is not a command, and may be a package`,
    () => 'Choose whether it is taken or left out',
  ),
  'text-names-nothing': wording<{ label: string }>(
    2,
    (facts) => `The text was read as ${facts.label}, and no package was found in it`,
    () => 'Name the packages that you need, one per line',
  ),
  'error-names-nothing': wording<object>(
    2,
    () => 'The message names no missing package',
    () => 'Paste its last lines too, or name the packages that you need',
  ),
  'kernel-died': wording<object>(
    2,
    () => 'The message says that a kernel ended, not which package it needs',
    () =>
      'The usual cause is too little memory. If an import fails, paste its traceback; or name the packages that you need',
  ),
  'index-for-some': wording<{ url: string }>(
    2,
    (facts) => `The index ${given(facts.url)} is for some of the packages only`,
    () => 'Choose whether to use it for all packages, in addition to the default index, or to leave it out',
  ),
  'item-not-understood': wording<{ given: string; reason: string }>(
    2,
    (facts) => `${given(facts.given)} cannot be used: ${facts.reason}`,
    () => 'Write it as the documentation of the format says, or leave it out',
  ),
  'text-is-data': wording<{ what: string }>(
    2,
    (facts) => `The text is ${facts.what}, which names no packages`,
    () => 'Give a package list, commands, a traceback, a notebook, or a file of a package manager',
  ),
  'modules-to-choose': wording<{ some: readonly string[] }>(
    2,
    (facts) =>
      `These are the modules of a host, such as ${list(facts.some)}, of which none is marked as loaded`,
    () => 'Name those that the kernel needs, such as `module load gcc/12.2.0`',
  ),
  'text-other-language': wording<{ language: string; given: string; known: readonly string[] }>(
    2,
    (facts) => `${given(facts.given)} is for ${facts.language}, for which no kernels can be made here`,
    (facts) => `Languages here: ${list(facts.known)}. Name the packages that you need in one of them`,
  ),
  'text-asks-too-much': wording<{ most: number }>(
    2,
    (facts) => `The text asks for more than ${facts.most} packages, or is not a request`,
    () => 'Give only the part that names what you need',
  ),
  'text-takes-too-much': wording<{ limit: string }>(
    2,
    (facts) => `The text could not be read: it needs more than ${facts.limit}`,
    () => 'Give only the part that names what you need',
  ),
  'text-has-many-lines': wording<{ count: number; most: number }>(
    2,
    (facts) => `The text has ${facts.count} lines, more than ${facts.most}`,
    () => 'Give only the part that names what you need',
  ),
  'text-not-text': wording<object>(
    2,
    () => 'The kind of the text is not known',
    () => 'Give a package list, a traceback, commands, or a file of a supported format',
  ),
};
