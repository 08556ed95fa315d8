/** Lines of a lock for pip, with the hashes that pip checks: https://pip.pypa.io/en/stable/topics/secure-installs/ */
import type { LockedLines } from '../source.js';
import { parseMarker } from '../specs/marker.js';

const LINE =
  /^([A-Za-z0-9][\w.-]*)(\[[\w.,-]*\])?===?([A-Za-z0-9][\w.!+-]*) ?(?:; ?([^#]*?))? ?((?: --hash=(?:sha256|sha384|sha512):[0-9a-f]{64,128})+)$/;

export const locked: LockedLines = {
  read(line) {
    const [, name, , version, marker] =
      LINE.exec(line.replace(/ {2,}/g, ' ').replace(/ --hash[= ]/g, ' --hash=')) ?? [];
    if (name === undefined || version === undefined) return undefined;
    return marker !== undefined && parseMarker(marker) === undefined ? undefined : { name, version };
  },
};
