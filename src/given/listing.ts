/** The files of a folder, wherever it is: a directory of this host, or an archive in memory. */
import type { LeftOut } from './project-files.js';

export interface Entry {
  /** Below the folder, with `/` between its parts: `binder/environment.yml`. */
  path: string;
  /** In bytes, as the directory or the archive says. */
  size: number;
  /** @throws UserError if it cannot be read. */
  read(): Promise<Uint8Array>;
}

export interface Listing {
  /** The folder's name, for messages. */
  name: string;
  entries: readonly Entry[];
  /** What is in the folder and is not read: links, devices, directories without permission. */
  refused: readonly LeftOut[];
  /** Why there is more than was listed, as a sentence. */
  incomplete?: string;
}

/** More entries are not listed: a folder with so many is a home or data, not a project. */
export const ENTRIES_MOST = 10_000;

export const tooManyEntries = `Only its first ${ENTRIES_MOST} files and directories were looked at`;

/** Directories with files that others have made: environments, caches, and what starts with a dot. */
export function isOthers(directory: string): boolean {
  const name = directory.slice(directory.lastIndexOf('/') + 1);
  return (
    (name.startsWith('.') && name !== '.binder') ||
    /^(?:node_modules|site-packages|__pycache__|__MACOSX)$/.test(name)
  );
}
