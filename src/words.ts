/**
 * The table of all errors: code, the exit status of the command line (2 the request is wrong, 3 refused), and
 * the words. A sentence names what was wrong; the hint says what to do. Facts are shown as they were given.
 */
/** How the command line ends for a kind of error: the request is wrong, or it is refused. */
export type ExitStatus = 1 | 2 | 3;

interface Wording<Given> {
  exit: ExitStatus;
  say: (facts: Given) => { message: string; hint: string };
}

function wording<Given = object>(
  exit: ExitStatus,
  message: (facts: Given) => string,
  hint: (facts: Given) => string,
): Wording<Given> {
  return { exit, say: (facts) => ({ message: message(facts), hint: hint(facts) }) };
}

const list = (items: readonly string[]): string => items.map((item) => `\`${item}\``).join(', ');

/** Shortens what a person gave, so that a huge value does not fill the page. */
function given(text: string): string {
  return `\`${text.length > 80 ? `${text.slice(0, 77)}…` : text}\``;
}

export const words = {
  // ── The recipe's fields ──
  'name-empty': wording<{ given: string }>(
    2,
    (facts) =>
      facts.given
        ? `The name ${given(facts.given)} has no letter or digit from a to z or 0 to 9`
        : 'The kernel has no name',
    () => 'Give a name such as `my-analysis`',
  ),
  'name-not-allowed': wording<{ given: string }>(
    2,
    (facts) => `The kernel name ${given(facts.given)} is not one that Jupyter takes`,
    () =>
      'Use lower-case letters, digits, dots, dashes and underscores, at most 64, beginning with a letter or digit',
  ),
  'name-reserved': wording<{ given: string; suggestion: string }>(
    2,
    (facts) => `The name ${given(facts.given)} is kept for a kernel or an environment that is not yours`,
    (facts) => `Take another one, such as \`${facts.suggestion}\``,
  ),
  'display-name-length': wording<{ length: number; most: number }>(
    2,
    (facts) => `The display name has ${facts.length} characters, more than ${facts.most}`,
    () => 'Shorten it: the launcher shows about 25 characters',
  ),
  'text-control-characters': wording<{ what: string }>(
    2,
    (facts) => `${facts.what} contains control characters`,
    () => 'Type the text anew, or paste it without formatting',
  ),
  'text-too-long': wording<{ what: string; most: number }>(
    2,
    (facts) => `${facts.what} is longer than ${facts.most} characters`,
    () => 'Shorten it',
  ),
  'problems-more': wording<{ count: number }>(
    2,
    (facts) => `There ${facts.count === 1 ? 'is one more mistake' : `are ${facts.count} more mistakes`}`,
    () => 'Mend the first ones: the others are often of the same kind',
  ),
  'too-many': wording<{ what: string; most: number; count: number }>(
    2,
    (facts) => `There are ${facts.count} ${facts.what}, more than ${facts.most}`,
    () => 'Leave some out, or make two kernels',
  ),
  'version-not-understood': wording<{ given: string }>(
    2,
    (facts) => `The language version ${given(facts.given)} is not a version number`,
    () => 'Write it as in `3.11`',
  ),
  'language-version-missing': wording<{ language: string; given: string; found: readonly string[] }>(
    2,
    (facts) => `There is no ${facts.language} ${facts.given} here for this manager`,
    (facts) => (facts.found.length > 0 ? `Choose one of ${list(facts.found)}` : 'Choose another manager'),
  ),
  'language-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `The language ${given(facts.given)} is not one that kernels can be made for here`,
    (facts) => `Choose one of ${list(facts.known)}`,
  ),
  'manager-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `There is no package manager called ${given(facts.given)}`,
    (facts) => `Choose one of ${list(facts.known)}`,
  ),
  'manager-missing': wording<{ manager: string; found: readonly string[] }>(
    2,
    (facts) => `The package manager \`${facts.manager}\` is not installed here`,
    (facts) =>
      facts.found.length > 0
        ? `Choose ${list(facts.found)}, or leave the choice to \`auto\``
        : 'Ask the site to install uv, conda or Python 3 with venv',
  ),
  'manager-not-allowed': wording<{ manager: string }>(
    3,
    (facts) => `The site does not let \`${facts.manager}\` be used`,
    () => 'Choose another package manager, or leave the choice to `auto`',
  ),
  'package-not-understood': wording<{ given: string }>(
    2,
    (facts) => `The package ${given(facts.given)} was not understood`,
    () => 'Write a package as in `numpy`, `numpy>=1.26,<3`, `requests[socks]==2.32.4` or `conda-forge::gdal`',
  ),
  'package-is-option': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is an option of a tool, not a package`,
    () => 'Leave it out: channels, indexes and files have fields of their own',
  ),
  'package-is-path': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is a path on a disk, not a package`,
    () => 'Give the package by its name, or by an address that begins with `https://`',
  ),
  'package-url-not-allowed': wording<{ given: string; allowed: readonly string[] }>(
    3,
    (facts) => `Packages may not be installed from the address ${given(facts.given)} here`,
    (facts) =>
      facts.allowed.length > 0
        ? `Addresses on these hosts are allowed: ${list(facts.allowed)}`
        : 'Give the package by its name',
  ),
  'package-address-secret': wording<{ given: string }>(
    2,
    (facts) =>
      `The address ${given(facts.given)} holds a user name, a password or a token, which would stay in the recipe and the log`,
    () => 'Leave it out of the address: pip and conda read logins from `~/.netrc`',
  ),
  'package-address-kind': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is not an address that packages can be taken from`,
    () => 'Write `https://` or `git+https://`; a build has no key for ssh and nobody to ask',
  ),
  'package-file-include': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} takes packages from another file, which is not here`,
    () => 'Paste the lines of that file instead',
  ),
  'package-twice': wording<{ name: string; first: string; second: string }>(
    2,
    (facts) => `The package \`${facts.name}\` is asked for twice: \`${facts.first}\` and \`${facts.second}\``,
    () => 'Keep one of the two',
  ),
  'package-needs-conda': wording<{ given: string; manager: string }>(
    2,
    (facts) =>
      `${given(facts.given)} can be asked of conda alone: \`${facts.manager}\` does not know its channel, build or kind of version`,
    () => 'Choose a manager of the conda family, or give the package by name and version',
  ),
  'package-not-for-conda': wording<{ given: string; why: string }>(
    2,
    (facts) => `${given(facts.given)} cannot be asked of conda: ${facts.why}`,
    () => 'Put it under *pip packages*, or leave that part out',
  ),
  'pip-packages-need-conda': wording<{ manager: string }>(
    2,
    (facts) =>
      `With \`${facts.manager}\` every package comes from the package index, so there are no separate pip packages`,
    () => 'Put them all under *Packages*, or choose a manager of the conda family',
  ),
  'channel-not-understood': wording<{ given: string }>(
    2,
    (facts) => `The channel or index ${given(facts.given)} was not understood`,
    () => 'Write a channel name such as `conda-forge`, or an address that begins with `https://`',
  ),
  'channel-not-allowed': wording<{ given: string; allowed: readonly string[] }>(
    3,
    (facts) => `The site does not allow the channel or index ${given(facts.given)}`,
    (facts) =>
      facts.allowed.length > 0
        ? `Allowed are ${list(facts.allowed)}`
        : "Leave the field empty to use the site's own",
  ),
  'channel-forbidden': wording<{ given: string }>(
    3,
    (facts) => `The site forbids the channel or index ${given(facts.given)}`,
    () => "Take it out; an empty field means the site's own",
  ),
  'package-forbidden': wording<{ given: string }>(
    3,
    (facts) => `The site forbids the package ${given(facts.given)}`,
    () => "Take it out, or ask the site's administrator what to use in its place",
  ),
  'environment-too-large': wording<{ bytes: number; most: number }>(
    3,
    (facts) =>
      `The environment takes ${Math.ceil(facts.bytes / 1e6)} MB, more than the ${facts.most} MB that the site allows`,
    () => 'Leave out packages, or ask for smaller ones, such as those without GPU support',
  ),
  'channel-kind': wording<{ given: string; manager: string }>(
    2,
    (facts) => `${given(facts.given)} is a conda channel, which \`${facts.manager}\` cannot use`,
    () => 'Give the address of a package index, or choose a manager of the conda family',
  ),
  'channels-missing': wording<object>(
    2,
    () => 'No conda channel is given, and the site has no default one',
    () => 'Name at least one channel, such as `conda-forge`',
  ),
  'module-not-understood': wording<{ given: string }>(
    2,
    (facts) => `The module name ${given(facts.given)} was not understood`,
    () => 'Write it as `module avail` shows it, such as `gcc/12.2.0`',
  ),
  'modules-missing': wording<object>(
    3,
    () => 'There is no module system here, but the recipe loads modules',
    () => "Leave the modules out, or have the site name its module system's initialisation file",
  ),
  'module-unknown': wording<{ given: string; close: readonly string[] }>(
    2,
    (facts) => `There is no module ${given(facts.given)} here`,
    (facts) =>
      facts.close.length > 0
        ? `Did you mean ${list(facts.close)}?`
        : 'Check the name and version: `module avail` lists them',
  ),
  'modules-not-loaded': wording<{ why: string; hint: string }>(
    2,
    (facts) => `The modules cannot be loaded. ${facts.why}`,
    (facts) => `${facts.hint}`,
  ),
  'variable-not-understood': wording<{ given: string }>(
    2,
    (facts) => `The variable ${given(facts.given)} was not understood`,
    () => 'Write one a line as in `NAME=value`; a name has letters, digits and underscores',
  ),
  'variable-refused': wording<{ name: string }>(
    2,
    (facts) => `The variable \`${facts.name}\` would change how the build itself works`,
    () => 'Leave it out: the build sets it as it needs it',
  ),
  'location-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `${given(facts.given)} is not one of the places where environments may be made here`,
    (facts) => `Choose one of ${list(facts.known)}`,
  ),
  'recipe-not-understood': wording<{ why: string }>(
    2,
    (facts) => `The recipe was not understood: ${facts.why}`,
    () => 'Compare it with a recipe that `create-kernel show NAME` prints',
  ),
  'field-unknown': wording<{ given: string; nearest?: string }>(
    2,
    (facts) => `The recipe has a field ${given(facts.given)} that there is not`,
    (facts) => (facts.nearest ? `Did you mean \`${facts.nearest}\`?` : 'Leave it out'),
  ),
  'field-not-understood': wording<{ field: string; expected: string }>(
    2,
    (facts) => `The field \`${facts.field}\` was not understood`,
    (facts) => `Write ${facts.expected}`,
  ),
  'nothing-asked-for': wording<object>(
    2,
    () => 'The file asks for no packages',
    () => 'Add the packages that you need, or fill in the form instead',
  ),

  // ── Presets ──
  'preset-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `There is no preset ${given(facts.given)} here`,
    (facts) =>
      facts.known.length > 0 ? `Choose one of ${list(facts.known)}` : 'Leave it out: this site offers none',
  ),
  'preset-not-understood': wording<{ id: string; why: string }>(
    3,
    (facts) => `The preset ${given(facts.id)} of this site was not understood: ${facts.why}`,
    () => "The site's administrator has to correct it; other presets are not touched by that",
  ),
  'preset-field-closed': wording<{ preset: string; field: string }>(
    3,
    (facts) => `The preset *${facts.preset}* does not let \`${facts.field}\` be changed`,
    () =>
      'Leave it as the preset has it (a pasted command or a file can change it too), or begin without the preset',
  ),
  'preset-not-accepted': wording<{ label: string; variable: string }>(
    3,
    (facts) => `This preset needs your word first: ${facts.label}`,
    (facts) => `Tick the box to accept; on the command line, add \`--agree ${facts.variable}\``,
  ),
  'preset-asks-nothing': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `Nothing called ${given(facts.given)} has to be accepted`,
    (facts) =>
      facts.known.length > 0
        ? `The preset asks for ${list(facts.known)}`
        : 'Leave it out, or name the preset that asks for it with `--preset`',
  ),

  // ── Files that were given ──
  'file-too-large': wording<{ file: string; most: string }>(
    2,
    (facts) => `The file ${given(facts.file)} is larger than ${facts.most}`,
    () => 'Give a list of packages or a recipe, not data or an archive',
  ),
  'files-too-many': wording<{ most: number }>(
    2,
    (facts) => `More than ${facts.most} files were given`,
    () => 'Give them one after another',
  ),
  'file-not-text': wording<{ file: string }>(
    2,
    (facts) => `The file ${given(facts.file)} is not text`,
    () => 'Save it as UTF-8 text and give it again',
  ),
  'file-is-web-page': wording<{ file: string }>(
    2,
    (facts) => `The file ${given(facts.file)} is a web page, not the file it shows`,
    () => 'Download the raw file and give that one',
  ),
  'file-kind-unknown': wording<{ file: string; known: readonly string[] }>(
    2,
    (facts) => `The file ${given(facts.file)} is of a kind that cannot be read here`,
    (facts) => `Give one of these: ${facts.known.join(', ')}`,
  ),
  'file-not-understood': wording<{ file: string; why: string; line?: number }>(
    2,
    (facts) =>
      `The file ${given(facts.file)} was not understood${facts.line ? ` at line ${facts.line}` : ''}: ${facts.why}`,
    () => 'Correct that line and give the file again',
  ),
  'context-not-understood': wording<{ file: string; why: string }>(
    2,
    (facts) => `The form’s values in ${given(facts.file)} cannot be read: ${facts.why}`,
    () => 'Launch the session again from its form',
  ),
  'file-missing': wording<{ file: string }>(
    2,
    (facts) => `There is no readable file ${given(facts.file)}`,
    () => 'Check the path',
  ),
  'upload-incomplete': wording<object>(
    2,
    () => 'The upload broke off before its end',
    () => 'Send the form again',
  ),
  'form-too-large': wording<{ most: string }>(
    2,
    (facts) => `The form holds more than ${facts.most}`,
    () => 'Shorten the longest field, or give its content as a file',
  ),

  // ── Clashes and refusals ──
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
  'environment-not-ours': wording<{ path: string; suggestion: string }>(
    3,
    (facts) => `The directory \`${facts.path}\` is there already and was not made by Create Kernel`,
    (facts) => `Take another name, such as \`${facts.suggestion}\`; the directory is left as it is`,
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

  // ── Where a build runs ──
  'build-on-not-understood': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is not the name of a cluster`,
    () => "Choose one of the places that the form offers; `local` is the portal's own host",
  ),
  'build-on-unknown': wording<{ given: string; known: readonly string[] }>(
    3,
    (facts) => `No kernel can be built on ${given(facts.given)} here`,
    (facts) =>
      facts.known.length > 0
        ? `Take one of ${list(facts.known)}`
        : 'There is no place to build at all: the site has to allow the portal host or name a cluster',
  ),
  'job-word-not-understood': wording<{ given: string; what: string }>(
    2,
    (facts) => `${given(facts.given)} is not a name that a ${facts.what} can have`,
    () => 'Use letters, digits and `_ . @ : -`, beginning with a letter or digit',
  ),
  'job-word-not-offered': wording<{ given: string; what: string; known: readonly string[] }>(
    3,
    (facts) => `The ${facts.what} ${given(facts.given)} is not one that builds may use here`,
    (facts) => `Take one of ${list(facts.known)}`,
  ),
  'job-number-not-understood': wording<{ given: string; what: string }>(
    2,
    (facts) => `${given(facts.given)} is not a number of ${facts.what}`,
    () => 'Give a number such as `2`',
  ),
  'job-number-most': wording<{ given: string; what: string; most: number }>(
    3,
    (facts) => `${facts.given} ${facts.what} are more than the ${facts.most} that a build may ask for`,
    (facts) => `Ask for at most ${facts.most}; most builds need far less`,
  ),
  'job-refused': wording<{ cluster: string; said: string }>(
    3,
    (facts) => `${facts.cluster} did not take the job: ${facts.said}`,
    () => 'Ask for something else, or build elsewhere; nothing was started',
  ),
  'scheduler-silent': wording<{ cluster: string; said: string }>(
    3,
    (facts) => `The scheduler of ${facts.cluster} did not answer: ${facts.said}`,
    () => 'Try again in some minutes, or build elsewhere; nothing was started',
  ),

  // ── The site and the doors ──
  'site-not-understood': wording<{ file: string; line?: number; setting: string; why: string }>(
    3,
    (facts) =>
      `The site file \`${facts.file}\`${facts.line ? `, line ${facts.line},` : ''} was not understood at \`${facts.setting}\`: ${facts.why}`,
    () => "The site's administrator has to correct that line",
  ),
  'command-not-understood': wording<{ why: string; nearest?: string }>(
    2,
    (facts) => `The command line was not understood: ${facts.why}`,
    (facts) =>
      facts.nearest
        ? `Did you mean \`${facts.nearest}\`?`
        : '`create-kernel --help` and `create-kernel COMMAND --help` show what there is',
  ),
  'confirmation-needed': wording<{ command: string }>(
    3,
    (facts) => `\`${facts.command}\` asks before it does anything, and there is nobody here to ask`,
    () => 'Add `--yes` to go on without the question',
  ),
  'request-forged': wording<object>(
    3,
    () => "The request did not come from this app's own page",
    () => 'Open the page again and repeat the step there',
  ),
  'request-not-understood': wording<object>(
    2,
    () => 'The request was not one that a page of this app sends',
    () => 'Open the page again and repeat the step there',
  ),
  'page-expired': wording<object>(
    3,
    () => 'This page was opened too long ago to be sent',
    () => 'What you typed is kept: send the form once more',
  ),
  'link-needed': wording<object>(
    3,
    () => 'This page is private to the person who started the app',
    () => 'Open the link that the terminal shows; each works once, and a new one follows it',
  ),
  'page-unknown': wording<{ path: string }>(
    2,
    (facts) => `There is no page ${given(facts.path)}`,
    () => 'Go to *Create*, *Builds* or *Kernels*',
  ),
} satisfies Record<string, Wording<never>>;

export type ErrorCode = keyof typeof words;

/** What an error of this code has to state. */
export type Facts<Code extends ErrorCode> = Parameters<(typeof words)[Code]['say']>[0];
