/** The files with mirrors and credentials that a site can set: the user's netrc, and those that package managers declare. */
import { managers } from '../../managers/index.js';
import type { CredentialsFile } from '../../managers/manager.js';

/** By name of the setting under `credentials`. */
export const credentialsFiles: Readonly<Record<string, CredentialsFile>> = {
  netrc: { variable: 'NETRC', description: 'A netrc file of the user, for indexes and channels.' },
  ...Object.fromEntries(
    Object.values(managers).flatMap(({ credentials = {} }) => Object.entries(credentials)),
  ),
};
