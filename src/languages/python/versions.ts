/** The versions of Python, and how people write one. */
import type { VersionForm } from '../language.js';

export const versionForm: VersionForm = { pattern: /^\d{1,3}(\.\d{1,3}){0,2}$/, example: '3.11' };

/** Versions that conda-forge and older channels commonly have, newest first. The channel decides which exist. */
export const versions = ['3.14', '3.13', '3.12', '3.11', '3.10', '3.9', '3.8', '3.7', '3.6'] as const;

// Has what 3.12 removed (`distutils`, `pkgutil.ImpImporter`), and most packages have wheels for it.
const OLDER = '3.11';
const NAMED = /\b(?:cp3|python3\.|Python 3\.)(\d+)/g;

/** The version that still has what old packages are built with, if the output of a build shows a newer one. */
export function olderVersion(output: string): string | undefined {
  const minor = [...output.matchAll(NAMED)].at(-1)?.[1];
  return minor !== undefined && Number(minor) >= 12 ? OLDER : undefined;
}
