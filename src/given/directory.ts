/** Reads what a person names on this host: a directory, outside of which nothing is read, or a file. Nothing waits for another program. */
import { constants, type Dirent } from 'node:fs';
import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { UserError } from '../base/errors.js';
import type { GivenFile } from '../recipe/formats/files/decode.js';
import { ENTRIES_MOST, type Entry, isOthers, type Listing } from './listing.js';
import type { LeftOut } from './project-files.js';

/** @throws UserError `file-missing` if it cannot be read. */
export async function listDirectory(path: string): Promise<Listing> {
  const root = await realpath(path).catch(() => missing(path));
  const walk = new Walk(root);
  await walk.run(path);
  const { entries, refused, incomplete } = walk;
  return { name: basename(resolve(path)), entries, refused, incomplete };
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
  incomplete = false;

  constructor(private readonly root: string) {}

  /** Those above come first, so that the limit leaves out what is deepest. */
  async run(given: string): Promise<void> {
    const waiting = [''];
    for (const directory of waiting) {
      for (const found of await this.namesIn(directory, given)) {
        if (this.entries.length + this.refused.length + waiting.length >= ENTRIES_MOST) {
          this.incomplete = true;
          return;
        }
        const path = directory === '' ? found.name : `${directory}/${found.name}`;
        if (found.isDirectory()) {
          if (!isOthers(path)) waiting.push(path);
        } else await this.take(path, found);
      }
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

  private async take(path: string, found: Dirent): Promise<void> {
    const whole = join(this.root, path);
    try {
      const real = found.isSymbolicLink() ? await realpath(whole) : whole;
      const status = await stat(real);
      if (!real.startsWith(`${this.root}${sep}`))
        this.refuse(path, 'it is a link to a file outside the folder');
      else if (found.isSymbolicLink() && status.isDirectory())
        this.refuse(path, 'it is a link to a directory');
      else if (!status.isFile()) this.refuse(path, 'it is not a file');
      else
        this.entries.push({
          path,
          size: status.size,
          read: () => readFile(real).catch(() => missing(whole)),
        });
    } catch {
      this.refuse(path, found.isSymbolicLink() ? 'it is a link to a missing file' : 'it cannot be read');
    }
  }

  private refuse(path: string, reason: string): void {
    this.refused.push({ path, reason });
  }
}

/** @throws UserError `file-missing`. */
export function missing(file: string, field?: string): never {
  throw new UserError('file-missing', { file }, field);
}
