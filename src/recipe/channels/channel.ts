/**
 * Conda channels and package indexes: a name or a URL. `index-url=`, `extra-index-url=` and `find-links=` before a URL say
 * what an index is used for, as the options of pip do: https://pip.pypa.io/en/stable/cli/pip_install/
 */
import { UserError } from '../../base/errors.js';
import type { IndexRole } from '../../reading/finding.js';
import { withoutSecret } from '../../sources/specs/package-address.js';

const CHANNEL = /^(https?:\/\/|file:\/\/\/)?[\w.~/%:@+-]+$/;

// conda takes what begins with `./` or `..` for a path from the directory where it runs: PATH_MATCH_REGEX in
// https://github.com/conda/conda/blob/main/conda/common/path/__init__.py
const RELATIVE = /^\.|(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i;

/** @throws UserError if the text is neither, or depends on a directory, or contains a password, which no message repeats. */
export function checkChannel(text: string): void {
  const given = withoutSecret(text);
  if (given !== text) throw new UserError('package-address-secret', { given });
  const { url = text } = INDEX.exec(text)?.groups ?? {};
  if (!CHANNEL.test(url) || text.startsWith('-') || text.length > 500) {
    throw new UserError('channel-not-understood', { given });
  }
  if (RELATIVE.test(url)) throw new UserError('channel-relative', { given });
}

/** In a list of channels, this word leaves out the default channels: https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html */
export const NODEFAULTS = 'nodefaults';

// The names of no packages: https://conda-forge.org/docs/ and https://bioconda.github.io
const WELL_KNOWN = new Set(['conda-forge', 'bioconda', NODEFAULTS]);

/** Whether a word among packages is a channel, such as of a command that lost its `-c`. */
export function isWellKnownChannel(word: string): boolean {
  return WELL_KNOWN.has(word);
}

/** Whether two texts name one channel: `conda-forge` is short for its URL at the usual host. */
export function sameChannel(a: string, b: string): boolean {
  return bareChannel(a) === bareChannel(b);
}

function bareChannel(text: string): string {
  return text.replace(/^https?:\/\/(conda\.anaconda\.org\/)?/, '').replace(/\/+$/, '');
}

/** The conda channels of a recipe, or the site's if it names none. */
export function condaChannels(channels: readonly string[], defaults: readonly string[]): readonly string[] {
  const given = channels.filter((channel) => !isIndex(channel));
  return given.length > 0 ? given : defaults;
}

export interface PackageIndex {
  url: string;
  role: IndexRole;
}

const INDEX = /^(?<role>index-url|extra-index-url|find-links)=(?<url>https?:\/\/.*)$/;

const roles: Readonly<Record<string, IndexRole>> = {
  'index-url': 'main',
  'extra-index-url': 'extra',
  'find-links': 'links',
};

/** The package index that a channel is. Without a role, its URL ends in `/simple`, or has a part `/whl/`. */
export function indexIn(channel: string): PackageIndex | undefined {
  const { role = '', url = channel } = INDEX.exec(channel)?.groups ?? {};
  if (role !== '') return { url, role: roles[role] ?? 'main' };
  return /^https?:\/\/.*\/(simple|whl)(\/|$)/.test(channel) ? { url, role: 'main' } : undefined;
}

export function isIndex(channel: string): boolean {
  return indexIn(channel) !== undefined;
}

/** The channel for a package index: the inverse of indexIn. */
export function channelOfIndex({ url, role }: PackageIndex): string {
  if (role === 'main' && isIndex(url)) return url;
  return `${Object.keys(roles).find((word) => roles[word] === role)}=${url}`;
}
