/** What is wrong with a field of a recipe. */
import { given, list, wording } from './wording.js';

export const recipeMessages = {
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
  'version-not-understood': wording<{ given: string; example: string }>(
    2,
    (facts) => `The language version ${given(facts.given)} is not a version number`,
    (facts) => `Write it as in \`${facts.example}\``,
  ),
  'language-version-missing': wording<{ language: string; given: string; found: readonly string[] }>(
    2,
    (facts) => `There is no ${facts.language} ${facts.given} here for this manager`,
    (facts) => (facts.found.length > 0 ? `Choose one of ${list(facts.found)}` : 'Choose another manager'),
  ),
  'language-version-none': wording<{ language: string; given: string }>(
    2,
    (facts) => `${facts.language} has no version to choose here, but ${given(facts.given)} is asked for`,
    () => 'Leave the language version out',
  ),
  'helper-impossible': wording<{ language: string; oldest: string }>(
    2,
    (facts) =>
      `A ${facts.language} kernel is started by a Python of the app’s own, and this host has none to make it from`,
    (facts) => `Ask the site to install Python ${facts.oldest} or newer with venv`,
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
  'variable-not-given': wording<{ name: string }>(
    2,
    (facts) =>
      `The variable \`${facts.name}\` is to take its value from the environment, which has none of one line`,
    (facts) => `Write \`export ${facts.name}=…\` before, or give \`${facts.name}=VALUE\``,
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
};
