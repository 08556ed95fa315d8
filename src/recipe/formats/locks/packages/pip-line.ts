/** One line for pip of a locked package. */
import { UserError } from '../../../../base/errors.js';
import type { GivenText } from '../../../../reading/given-text.js';
import { parseMarker } from '../../../../sources/specs/marker.js';
import { fileName } from '../../files/format.js';
import { hashOptions, type LockedFile } from './files-of-host.js';
import { holdsHere } from './marker-on-host.js';

export interface LockedRequirement {
  name: string;
  version: string;
  /** When pip installs it; empty for always. */
  marker?: string;
  files: readonly LockedFile[];
  /** A directory, a repository or a URL that it is from, if that is not an index. */
  elsewhere?: string;
}

/** None for a package of other platforms. @throws UserError for one that is not from an index, or has no hash. */
export function pipLine(given: GivenText, locked: LockedRequirement): string[] {
  const { name, version, marker = '', files, elsewhere } = locked;
  if (marker !== '' && holdsHere(marker) === false) return [];
  const refuse = (reason: string): never => {
    throw new UserError('file-not-understood', { file: fileName(given), reason: `\`${name}\` ${reason}` });
  };
  if (elsewhere !== undefined)
    return refuse('is not from a package index, so no hash shows that it is the same package');
  const hashes = hashOptions(files);
  if (hashes === '') return refuse('has no file with a hash for this platform');
  const condition = marker === '' ? '' : ` ; ${parseMarker(marker) ?? marker}`;
  return [`${name}==${version}${condition}${hashes}`];
}
