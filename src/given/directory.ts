/** Reads what a person names on this host: a directory, outside of which nothing is read, or a file. Nothing waits for another program. */
import { constants, type Dirent } from 'node:fs';
import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { UserError } from '../base/errors.js';
import type { GivenFile } from '../recipe/formats/files/decode.js';
import { ENTRIES_MOST, type Entry, isOthers, type Listing, tooManyEntries } from './listing.js';
import { type LeftOut, placesOfLists } from './project-files.js';

/** How much of a directory is listed. */
interface ListingLimits {
  entries: number;
  seconds: number;
}

// On a file server, one entry may take a millisecond or more.
const usual: ListingLimits = { entries: ENTRIES_MOST, seconds: 5 };

/** @throws UserError `file-missing` if it cannot be read. */
export async function listDirectory(path: string, limits: Partial<ListingLimits> = {}): Promise<Listing> {
  const root = await realpath(path).catch(() => missing(path));
  const walk = new Walk(root, { ...usual, ...limits });
  await walk.run(path);
  const { entries, refused, incomplete } = walk;
  return { name: basename(resolve(path)) || path, entries, refused, ...(incomplete && { incomplete }) };
}

/** Whether a text can only be meant as a path of this host, whether there is something or not. */
export function isPath(text: string): boolean {
  return /^(?:~\/|\.{0,2}\/)[^\s:,;]{1,1000}$/.test(text);
}

interface NamedFile {
  /** The limit of its size. */
  megabytes: number;
  /** Whether it may be a pipe or a terminal, which is read to its end. */
  pipes?: boolean;
  /** The recipe field that names it. */
  field?: string;
}

/** One file that a person names by its path. @throws UserError `file-missing`, `file-too-large`. */
export async function readNamedFile(
  path: string,
  { megabytes, pipes = false, field }: NamedFile,
): Promise<GivenFile> {
  const gone = () => missing(path, field);
  const file = await open(path, constants.O_RDONLY | (pipes ? 0 : constants.O_NONBLOCK)).catch(gone);
  try {
    const status = await file.stat();
    if (status.isDirectory() || !(pipes || status.isFile())) gone();
    if (status.size > megabytes * 1e6)
      throw new UserError('file-too-large', { file: path, most: `${megabytes} MB` }, field);
    return { name: basename(path), bytes: await file.readFile().catch(gone) };
  } finally {
    await file.close();
  }
}

class Walk {
  readonly entries: Entry[] = [];
  readonly refused: LeftOut[] = [];
  incomplete: string | undefined;
  private readonly deadline: number;

  constructor(
    private readonly root: string,
    private readonly limits: ListingLimits,
  ) {
    this.deadline = performance.now() + limits.seconds * 1000;
  }

  /** Those above come first, so that the limits leave out what is deepest; before all, where lists of packages are. */
  async run(given: string): Promise<void> {
    const waiting = [''];
    for (const directory of waiting) {
      if (!placesOfLists.includes(directory) && performance.now() >= this.deadline)
        this.incomplete = `Only what could be listed in ${this.limits.seconds} seconds was looked at`;
      if (this.incomplete) return;
      const all = await this.namesIn(directory, given);
      const room = this.limits.entries - this.entries.length - this.refused.length - waiting.length;
      if (all.length > room) this.incomplete = tooManyEntries;
      const found = all.slice(0, Math.max(0, room));
      const pathOf = ({ name }: Dirent) => (directory === '' ? name : `${directory}/${name}`);
      // Together: on a file server, looking at one after the other would mostly be waiting.
      const files = found.filter((each) => !each.isDirectory());
      for (const taken of await Promise.all(files.map((each) => this.look(pathOf(each), each))))
        if ('reason' in taken) this.refused.push(taken);
        else this.entries.push(taken);
      for (const path of found.filter((each) => each.isDirectory()).map(pathOf))
        if (!isOthers(path)) waiting.splice(placesOfLists.includes(path) ? 1 : waiting.length, 0, path);
    }
  }

  private async namesIn(directory: string, given: string): Promise<Dirent[]> {
    try {
      const found = await readdir(join(this.root, directory), { withFileTypes: true });
      return found.sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch {
      if (directory === '') missing(given);
      this.refused.push({ path: `${directory}/`, reason: 'it cannot be read' });
      return [];
    }
  }

  private async look(path: string, found: Dirent): Promise<Entry | LeftOut> {
    const whole = join(this.root, path);
    try {
      const real = found.isSymbolicLink() ? await realpath(whole) : whole;
      const status = await stat(real);
      if (!real.startsWith(`${this.root}${sep}`))
        return { path, reason: 'it is a link to a file outside the folder' };
      if (found.isSymbolicLink() && status.isDirectory())
        return { path, reason: 'it is a link to a directory' };
      if (!status.isFile()) return { path, reason: 'it is not a file' };
      return { path, size: status.size, read: () => readFile(real).catch(() => missing(whole)) };
    } catch {
      const reason = found.isSymbolicLink() ? 'it is a link to a missing file' : 'it cannot be read';
      return { path, reason };
    }
  }
}

/** @throws UserError `file-missing`. */
export function missing(file: string, field?: string): never {
  throw new UserError('file-missing', { file }, field);
}
