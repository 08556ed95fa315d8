/** What is wrong with a field of a recipe. */
import { given, list, wording } from '../wording.js';

export const recipeMessages = {
  'name-empty': wording<{ given: string }>(
    2,
    (facts) =>
      facts.given
        ? `The name ${given(facts.given)} has no letter, digit or symbol`
        : 'The kernel has no name',
    () => 'Give a name such as `my-analysis`',
  ),
  'name-not-allowed': wording<{ given: string }>(
    2,
    (facts) => `The kernel name ${given(facts.given)} has characters that are not allowed, or is too long`,
    () =>
      'Use at most 64 lower-case letters, digits, dots, dashes and underscores, starting with a letter or digit',
  ),
  'name-reserved': wording<{ given: string; suggestion: string }>(
    2,
    (facts) => `The name ${given(facts.given)} is reserved`,
    (facts) => `Use another name, such as \`${facts.suggestion}\``,
  ),
  'display-name-length': wording<{ length: number; most: number }>(
    2,
    (facts) => `The display name has ${facts.length} characters, more than ${facts.most}`,
    () => 'Shorten it: the launcher shows about 25 characters',
  ),
  'text-control-characters': wording<{ what: string }>(
    2,
    (facts) => `${facts.what} contains control characters`,
    () => 'Retype the text, or paste it without formatting',
  ),
  'text-too-long': wording<{ what: string; most: number }>(
    2,
    (facts) => `${facts.what} is longer than ${facts.most} characters`,
    () => 'Shorten it',
  ),
  'problems-more': wording<{ count: number }>(
    2,
    (facts) => `There ${facts.count === 1 ? 'is one more mistake' : `are ${facts.count} more mistakes`}`,
    () => 'Fix the first ones: the others often have the same cause',
  ),
  'too-many': wording<{ what: string; most: number; count: number }>(
    2,
    (facts) => `The recipe has ${facts.count} ${facts.what}, more than the limit of ${facts.most}`,
    () => 'Remove some, or make two kernels',
  ),
  'version-not-understood': wording<{ given: string; example: string }>(
    2,
    (facts) => `The language version ${given(facts.given)} is not a version number`,
    (facts) => `Write it as in \`${facts.example}\``,
  ),
  'language-version-missing': wording<{
    language: string;
    given: string;
    manager: string;
    found: readonly string[];
  }>(
    2,
    (facts) =>
      `This host has no ${facts.language} ${facts.given} for the package manager \`${facts.manager}\``,
    (facts) =>
      facts.found.length > 0 ? `Choose one of ${list(facts.found)}` : 'Choose another package manager',
  ),
  'language-version-ended': wording<{ language: string; version: string; end: string }>(
    2,
    (facts) =>
      `${facts.language} ${facts.version} reached its end of life on ${facts.end}: its faults are no longer fixed`,
    () => 'Choose a newer version, unless the packages need this one',
  ),
  'language-version-none': wording<{ language: string; given: string }>(
    2,
    (facts) =>
      `The ${facts.language} version ${given(facts.given)} cannot be chosen: kernels use the host’s ${facts.language}`,
    () => 'Leave the language version empty',
  ),
  'helper-impossible': wording<{ language: string; oldest: string }>(
    2,
    (facts) =>
      `A ${facts.language} kernel needs Python ${facts.oldest} or newer with \`venv\` to be tested, and this host has none`,
    (facts) => `Ask the site’s administrator to install Python ${facts.oldest} or newer with \`venv\``,
  ),
  'language-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `The language ${given(facts.given)} is not supported`,
    (facts) => `Choose one of ${list(facts.known)}`,
  ),
  'manager-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `The package manager ${given(facts.given)} is not supported`,
    (facts) => `Choose one of ${list(facts.known)}`,
  ),
  'import-not-understood': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is not the name of a module`,
    () => 'Write it as in the code: `sklearn.svm`',
  ),
  'imports-none': wording<{ language: string }>(
    2,
    (facts) => `${facts.language} has no modules to import`,
    () => 'Leave *Modules to import* empty',
  ),
  'source-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `The source of packages ${given(facts.given)} is unknown`,
    (facts) => `Choose one of ${list(facts.known)}, or leave the field empty`,
  ),
  'manager-missing': wording<{ manager: string; found: readonly string[]; absence?: string }>(
    2,
    (facts) =>
      facts.absence
        ? `The package manager \`${facts.manager}\` is not available on this host: ${facts.absence}`
        : `The package manager \`${facts.manager}\` is not installed on this host`,
    (facts) =>
      facts.found.length > 0
        ? `Choose ${list(facts.found)} or \`auto\``
        : 'Ask the site’s administrator to install uv, conda or Python 3 with `venv`',
  ),
  'conda-needed': wording<{
    asked: readonly string[];
    forbidden: boolean;
    renamed: readonly string[];
    absent: readonly string[];
  }>(
    2,
    (facts) =>
      `${list(facts.asked)} ${facts.asked.length === 1 ? 'needs' : 'need'} a package manager for conda channels, and the site ${facts.forbidden ? 'does not allow' : 'does not have'} one`,
    (facts) => {
      const renamed =
        facts.renamed.length > 0 ? [`some names are different there: ${list(facts.renamed)}`] : [];
      const absent = facts.absent.length > 0 ? [`it does not have ${list(facts.absent)}`] : [];
      return [
        'Take the packages from the package index (`--from-index` on the command line)',
        ...renamed,
        ...absent,
      ].join('; ');
    },
  ),
  'manager-not-allowed': wording<{ manager: string }>(
    3,
    (facts) => `The site does not allow the package manager \`${facts.manager}\``,
    () => 'Choose another package manager, or `auto`',
  ),
  'package-not-understood': wording<{ given: string }>(
    2,
    (facts) => `The package ${given(facts.given)} is not a package spec`,
    () =>
      'Write a package spec such as `numpy`, `numpy>=1.26,<3`, `requests[socks]==2.32.4` or `conda-forge::gdal`',
  ),
  'package-is-option': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is an option of a tool, not a package`,
    () => 'Leave it out: channels, indexes and files have their own fields',
  ),
  'package-is-path': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is a path, not a package`,
    () => 'Give the package’s name, or a URL that starts with `https://`',
  ),
  'package-url-not-allowed': wording<{ given: string; allowed: readonly string[] }>(
    3,
    (facts) => `The site does not allow packages from the URL ${given(facts.given)}`,
    (facts) =>
      facts.allowed.length > 0
        ? `Use a URL on one of these hosts: ${list(facts.allowed)}`
        : 'Give the package’s name instead',
  ),
  'package-address-secret': wording<{ given: string }>(
    2,
    (facts) =>
      `The URL ${given(facts.given)} contains a user name, a password or a token, which would stay in the recipe and the log`,
    () => 'Leave it out of the URL: pip and conda read logins from `~/.netrc`',
  ),
  'package-address-kind': wording<{ given: string }>(
    2,
    (facts) => `Packages cannot be installed from the URL ${given(facts.given)}`,
    () => 'Use `https://` or `git+https://`: a build has no SSH key and cannot ask for one',
  ),
  'package-address-page': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is the URL of a page, not of a package`,
    () => 'Name the package, or give the URL of its wheel, or `git+https://…` for a repository',
  ),
  'package-file-include': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} refers to another file, which was not given`,
    () => 'Give that file too, or paste its lines',
  ),
  'package-twice': wording<{ name: string; first: string; second: string }>(
    2,
    (facts) => `The package \`${facts.name}\` is listed twice: \`${facts.first}\` and \`${facts.second}\``,
    () => 'Keep one of the two',
  ),
  'notebook-language': wording<{ given: string; language: string }>(
    2,
    (facts) => `The notebook to run is for ${given(facts.given)}, but the kernel is for ${facts.language}`,
    () => 'Choose the language of the notebook, or leave the notebook out',
  ),
  'notebook-empty': wording<Record<string, never>>(
    2,
    () => 'The notebook to run has no cell with code',
    () => 'Give a notebook with code cells, or leave it out',
  ),
  'notebook-minutes': wording<{ given: string }>(
    2,
    (facts) => `The time limit of the notebook, ${given(facts.given)}, is not a whole number of minutes`,
    () => 'Write it as in `10`, or leave it empty for the site’s default',
  ),
  'notebook-minutes-most': wording<{ given: string; most: number }>(
    3,
    (facts) => `The site lets a notebook run for at most ${facts.most} minutes, not ${facts.given}`,
    (facts) => `Use at most ${facts.most}, or give a notebook with fewer cells`,
  ),
  'notebook-failure': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} does not say what follows if the notebook fails`,
    () => 'Write `accept` to publish the kernel all the same, or leave it out',
  ),
  'notebook-needed': wording<Record<string, never>>(
    2,
    () => 'There is no notebook to run that this could apply to',
    () => 'Give a notebook to run, or leave this out',
  ),
  'lock-not-understood': wording<{ given: string }>(
    2,
    (facts) => `The lock has a line without an exact version or without a hash: ${given(facts.given)}`,
    () =>
      'Each line is `NAME==VERSION --hash=sha256:…`, or after a line `@EXPLICIT` the URL of a conda package with `#` and its hash',
  ),
  'lock-twice': wording<{ first: string; second: string }>(
    2,
    (facts) => `Two locks were given: ${facts.first} and ${facts.second}`,
    () => 'Give one of the two',
  ),
  'lock-lacks': wording<{ missing: readonly string[] }>(
    2,
    (facts) => `The lock does not have ${list(facts.missing)}, which the kernel needs`,
    () =>
      'Add them to the file that the lock is made from, and lock it again; or leave the lock out, so that versions are solved',
  ),
  'lock-manager': wording<{ manager: string; source: string }>(
    2,
    (facts) => `\`${facts.manager}\` cannot install the lock: its packages are from ${facts.source}`,
    () => 'Choose another package manager, or `auto`',
  ),
  'package-needs-conda': wording<{ given: string; manager: string }>(
    2,
    (facts) =>
      `${given(facts.given)} needs conda: \`${facts.manager}\` does not support its channel, build or version syntax`,
    () => 'Choose `conda`, `mamba` or `micromamba`, or give only a name and a version',
  ),
  'package-not-for-conda': wording<{ given: string; reason: string }>(
    2,
    (facts) => `${given(facts.given)} cannot be installed by conda: ${facts.reason}`,
    () => 'Put it under *pip packages*, or leave that part out',
  ),
  'pip-packages-need-conda': wording<{ manager: string }>(
    2,
    (facts) =>
      `\`${facts.manager}\` installs every package from the package index, so it has no separate pip packages`,
    () => 'Put them all under *Packages*, or choose `conda`, `mamba` or `micromamba`',
  ),
  'channel-not-understood': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is not a channel or a package index`,
    () => 'Write a channel name such as `conda-forge`, or a URL that starts with `https://`',
  ),
  'channel-not-allowed': wording<{ given: string; allowed: readonly string[] }>(
    3,
    (facts) => `The site does not allow the channel or index ${given(facts.given)}`,
    (facts) =>
      facts.allowed.length > 0
        ? `Use one of ${list(facts.allowed)}`
        : 'Leave the field empty to use the site’s default',
  ),
  'channel-forbidden': wording<{ given: string }>(
    3,
    (facts) => `The site forbids the channel or index ${given(facts.given)}`,
    () => 'Remove it; an empty field means the site’s default',
  ),
  'package-forbidden': wording<{ given: string }>(
    3,
    (facts) => `The site forbids the package ${given(facts.given)}`,
    () => 'Remove it, or ask the site’s administrator what to use instead',
  ),
  'environment-too-large': wording<{ megabytes: number; most: number }>(
    3,
    (facts) => `The environment needs ${facts.megabytes} MB, more than the site’s limit of ${facts.most} MB`,
    () => 'Leave packages out, or choose smaller builds, such as those without GPU support',
  ),
  'channel-kind': wording<{ given: string; manager: string }>(
    2,
    (facts) => `${given(facts.given)} is a conda channel, which \`${facts.manager}\` cannot use`,
    () => 'Give the URL of a package index, or choose `conda`, `mamba` or `micromamba`',
  ),
  'channels-missing': wording<object>(
    2,
    () => 'No conda channel is given, and the site has no default channel',
    () => 'Give at least one channel, such as `conda-forge`',
  ),
  'module-not-understood': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is not a module name`,
    () => 'Write it as `module avail` shows it, such as `gcc/12.2.0`',
  ),
  'modules-missing': wording<object>(
    3,
    () => 'The recipe loads modules, but this host has no module system',
    () =>
      'Leave the modules out, or ask the site’s administrator to set `modules.init`, the initialisation file of the module system',
  ),
  'module-unknown': wording<{ given: string; close: readonly string[] }>(
    2,
    (facts) => `The module ${given(facts.given)} does not exist on this host`,
    (facts) =>
      facts.close.length > 0
        ? `Did you mean ${list(facts.close)}?`
        : 'Check the name and version: `module avail` lists them',
  ),
  'modules-not-loaded': wording<{ reason: string; hint: string }>(
    2,
    (facts) => `The modules cannot be loaded. ${facts.reason}`,
    (facts) => `${facts.hint}`,
  ),
  'variable-not-understood': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is not a variable with its value`,
    () => 'Write one `NAME=value` per line; a name has letters, digits and underscores',
  ),
  'variable-not-given': wording<{ name: string }>(
    2,
    (facts) =>
      `The variable \`${facts.name}\` takes its value from the environment, where it is not set to one line of text`,
    (facts) => `Run \`export ${facts.name}=…\` first, or give \`${facts.name}=VALUE\``,
  ),
  'variable-refused': wording<{ name: string }>(
    2,
    (facts) => `The variable \`${facts.name}\` would change how the build works`,
    () => 'Leave it out: the build sets it as needed',
  ),
  'location-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `The site has no location ${given(facts.given)} for environments`,
    (facts) => `Choose one of ${list(facts.known)}`,
  ),
  'recipe-not-understood': wording<{ reason: string }>(
    2,
    (facts) => `The recipe cannot be read: ${facts.reason}`,
    () => 'Compare it with a recipe that `create-kernel show NAME` prints',
  ),
  'field-unknown': wording<{ given: string; nearest?: string }>(
    2,
    (facts) => `The recipe has an unknown field ${given(facts.given)}`,
    (facts) => (facts.nearest ? `Did you mean \`${facts.nearest}\`?` : 'Leave it out'),
  ),
  'field-not-understood': wording<{ field: string; expected: string }>(
    2,
    (facts) => `The field \`${facts.field}\` has a value of another kind than expected`,
    (facts) => `Write ${facts.expected}`,
  ),
  'nothing-asked-for': wording<object>(
    2,
    () => 'The file lists no packages',
    () => 'Add the packages that you need, or fill in the form instead',
  ),
};
