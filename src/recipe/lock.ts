/**
 * The lock of a recipe: the exact packages to install, each with a hash, instead of a solve. Lines of pip's
 * requirements, or `@EXPLICIT` and the URLs of conda packages, after which lines for pip may follow.
 */
import { UserError } from '../base/errors.js';
import type { SourceId } from '../sources/index.js';
import { parseMarker } from '../sources/specs/marker.js';
import { checkAddress } from '../sources/specs/package-address.js';

export const LOCK_MOST = 500_000;
const EXPLICIT = '@EXPLICIT';

export interface LockedPackage {
  name: string;
  version: string;
  source: SourceId;
  /** The URL of its conda channel. */
  channel?: string;
}

export interface Lock {
  /** The source of the environment itself. */
  source: SourceId;
  /** The lines for the source's tools. */
  lock: string;
  /** What pip adds to an environment of conda. */
  pip_lock?: string;
  packages: LockedPackage[];
}

/** @throws UserError `lock-not-understood` with the first line that has no exact version or no hash. */
export function parseLock(text: string): Lock {
  if (text.length > LOCK_MOST) throw new UserError('text-too-long', { what: 'The lock', most: LOCK_MOST });
  const lines = text.split('\n').map((line) => line.trim());
  const isExplicit = lines.includes(EXPLICIT);
  const conda: string[] = [];
  const pip: string[] = [];
  const packages = lines.flatMap((line, index) => {
    if (line === '' || line.startsWith('#') || line === EXPLICIT) return [];
    const found = (isExplicit ? condaPackage(line) : undefined) ?? pipPackage(line);
    if (!found) throw new UserError('lock-not-understood', { given: line }, undefined, index + 1);
    (found.source === 'conda' ? conda : pip).push(line);
    return [found];
  });
  const pip_lock = `${pip.join('\n')}\n`;
  if (!isExplicit) return { source: 'pypi', lock: pip_lock, packages };
  const lock = `${[EXPLICIT, ...conda].join('\n')}\n`;
  return { source: 'conda', lock, packages, ...(pip.length > 0 && { pip_lock }) };
}

/** The text of a lock of conda packages, given as `URL#HASH`, and of pip's lines after them. */
export function renderLock({ conda, pip }: { conda?: readonly string[]; pip: readonly string[] }): string {
  return `${[...(conda ? [EXPLICIT, ...conda] : []), ...pip].join('\n')}\n`;
}

const CONDA =
  /^(https:\/\/[^\s#]+)\/[a-z0-9-]+\/([^/\s#]+)-([^-/\s#]+)-[^-/\s#]+\.(?:conda|tar\.bz2)#(?:[0-9a-f]{32}|[0-9a-f]{64})$/;

function condaPackage(line: string): LockedPackage | undefined {
  const [, channel, name, version] = CONDA.exec(line) ?? [];
  if (channel === undefined || name === undefined || version === undefined) return undefined;
  checkAddress(line);
  return { name, version, source: 'conda', channel };
}

const PIP =
  /^([A-Za-z0-9][\w.-]*)(\[[\w.,-]*\])?===?([A-Za-z0-9][\w.!+-]*) ?(?:; ?([^#]*?))? ?((?: --hash=(?:sha256|sha384|sha512):[0-9a-f]{64,128})+)$/;

function pipPackage(line: string): LockedPackage | undefined {
  const [, name, , version, marker] =
    PIP.exec(line.replace(/ {2,}/g, ' ').replace(/ --hash[= ]/g, ' --hash=')) ?? [];
  if (name === undefined || version === undefined) return undefined;
  return marker !== undefined && parseMarker(marker) === undefined
    ? undefined
    : { name, version, source: 'pypi' };
}
