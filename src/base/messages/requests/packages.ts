/** The packages of a recipe, and where they come from. */
import { given, list, wording } from '../wording.js';

export const packageMessages = {
  'source-unknown': wording<{ given: string; known: readonly string[] }>(
    2,
    (facts) => `The source of packages ${given(facts.given)} is unknown`,
    (facts) => `Choose one of ${list(facts.known)}, or leave the field empty`,
  ),
  'source-missing': wording<{ source: string }>(
    2,
    (facts) => `No package manager on this host installs from ${facts.source}`,
    () =>
      'Choose another source, or leave the field empty; or ask the site’s administrator for a package manager',
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
    () => 'Put it under *Pip packages*, or leave that part out',
  ),
  'pip-packages-need-conda': wording<{ manager: string }>(
    2,
    (facts) =>
      `\`${facts.manager}\` installs every package from the package index, so it has no separate pip packages`,
    () => 'List them with the other packages, or choose `conda`, `mamba` or `micromamba`',
  ),
  'channel-not-understood': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is not a channel or a package index`,
    () => 'Write a channel name such as `conda-forge`, or a URL that starts with `https://`',
  ),
  'channel-relative': wording<{ given: string }>(
    2,
    (facts) => `The channel ${given(facts.given)} is a relative path, and a build runs in another directory`,
    () => 'Write the whole path without `.` and `..`, such as `file:///shared/channel`, or a channel name',
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
};
