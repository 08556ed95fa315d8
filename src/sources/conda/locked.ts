/** Lines of a lock of conda: URLs of packages with their hashes, as `conda list --explicit` prints them. */
import type { LockedLines } from '../source.js';
import { checkAddress } from '../specs/package-address.js';

const LINE =
  /^(https:\/\/[^\s#]+)\/[a-z0-9-]+\/([^/\s#]+)-([^-/\s#]+)-[^-/\s#]+\.(?:conda|tar\.bz2)#(?:[0-9a-f]{32}|[0-9a-f]{64})$/;

/** `URL#HASH`, with the name, the version and the build in the file's name. */
const WRITTEN = /^(\S+\/([^/\s#]+)-([^-/\s#]+)-([^-/\s#]+)\.(?:conda|tar\.bz2))(?:#(\S+))?$/;

export const locked: LockedLines = {
  head: '@EXPLICIT',
  read(line) {
    const [, channel, name, version] = LINE.exec(line) ?? [];
    if (channel === undefined || name === undefined || version === undefined) return undefined;
    checkAddress(line);
    return { name, version, channel };
  },
  packageOf(line) {
    const [, url, name, version, build, hash] = WRITTEN.exec(line) ?? [];
    if (url === undefined || name === undefined || version === undefined || build === undefined)
      return undefined;
    return { name, version, build, files: [url, ...(hash ? [hash] : [])] };
  },
};
