/** The files of a folder that say what it needs, and what has to be known about the others. */
import { posix } from 'node:path';
import { UserError, userErrorsOf } from '../base/errors.js';
import { type Finding, leftOut, note } from '../reading/finding.js';
import { decodeFile, FILE_MOST, type GivenFile } from '../recipe/formats/files/decode.js';
import { referenceIn } from '../recipe/formats/requirements/companion.js';
import type { Entry, Listing } from './listing.js';
import { type Chosen, chooseFiles, type LeftOut } from './project-files.js';

// Code beyond the limit would hide which of the imported modules are the folder's own.
const FILES_MOST = 200;
const BYTES_MOST = 50_000_000;
const NAMED_MOST = 10;

/** @throws UserError if nothing in the folder says what it needs, or too much does. */
export async function filesOfFolder(folder: Listing): Promise<GivenFile[]> {
  const chosen = chooseFiles(folder.entries.map(({ path }) => path));
  const { list, others } = chosen;
  if (list === undefined) checkCode(folder, others);
  const reading = new FolderReading(folder);
  for (const path of list === undefined ? others : [list, ...others]) await reading.take(path, list === path);
  const [first, ...rest] = reading.files;
  if (!first) throw new UserError('folder-names-nothing', { folder: folder.name });
  return [{ ...first, about: aboutFolder(folder, chosen, reading) }, ...rest];
}

function checkCode({ name, incomplete, entries }: Listing, code: readonly string[]): void {
  const total = entries.filter(({ path }) => code.includes(path)).reduce((sum, { size }) => sum + size, 0);
  if (incomplete) throw new UserError('folder-not-listed', { folder: name, incomplete });
  if (code.length > FILES_MOST || total > BYTES_MOST) tooLarge(name);
}

function tooLarge(folder: string): never {
  throw new UserError('folder-too-large', { folder, most: FILES_MOST });
}

class FolderReading {
  readonly files: GivenFile[] = [];
  readonly leftOut: LeftOut[] = [];
  private bytes = 0;
  private readonly entries: ReadonlyMap<string, Entry>;

  constructor(private readonly folder: Listing) {
    this.entries = new Map(folder.entries.map((entry) => [entry.path, entry]));
  }

  /** `isList`: the request is not whole without it. Files that it names are taken with it. */
  async take(path: string, isList: boolean): Promise<void> {
    const entry = this.entries.get(path);
    if (!entry || this.files.some((file) => file.path === path)) return;
    if (entry.size > FILE_MOST && !isList) {
      this.leftOut.push({ path, reason: `it is larger than ${FILE_MOST / 1e6} MB` });
      return;
    }
    this.bytes += entry.size;
    if (this.files.length >= FILES_MOST || this.bytes > BYTES_MOST) tooLarge(this.folder.name);
    try {
      if (entry.size > FILE_MOST)
        throw new UserError('file-too-large', { file: path, most: `${FILE_MOST / 1e6} MB` });
      const bytes = await entry.read();
      if (!isList) decodeFile({ name: path, bytes });
      this.files.push({ name: baseName(path), path, bytes });
      for (const named of referencesIn(bytes, path)) await this.take(named, true);
    } catch (error) {
      if (isList || userErrorsOf(error).length === 0) throw error;
      this.leftOut.push({ path, reason: 'it cannot be read as text' });
    }
  }
}

/** The files that `-r` and `-c` name, as paths below the folder; readers report those that are missing. */
function referencesIn(bytes: Uint8Array, path: string): string[] {
  if (!/\.(?:txt|in|ya?ml)$/i.test(path)) return [];
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return lines.flatMap((line) => {
    const reference = referenceIn(line.replace(/^[\s-]*["']?(?=-[rc-])/, '').trim());
    return reference ? [posix.normalize(`${folder}${reference.path}`)] : [];
  });
}

function aboutFolder(
  folder: Listing,
  { list, place, leftOut: unused }: Chosen,
  reading: FolderReading,
): Finding[] {
  const names = reading.files.map(({ path = '' }) => path);
  const read = `Of the folder \`${folder.name}\`, these files were read: ${shortened(names)}`;
  const known = new Set([...names, ...[...unused, ...reading.leftOut].map(({ path }) => path)]);
  const others = folder.entries.filter(({ path }) => !known.has(path)).length;
  const unread = [
    ...unused.filter(({ path }) => !names.includes(path)),
    ...reading.leftOut,
    ...folder.refused,
  ];
  return [
    note(read),
    ...(folder.incomplete ? [note(`${folder.incomplete}: those that are further inside are not known`)] : []),
    ...(list === undefined
      ? [
          note(
            `${place ? `\`${place}\`` : 'The folder'} has no list of packages, so that they are taken from its notebooks and scripts`,
          ),
        ]
      : []),
    ...unread.slice(0, NAMED_MOST).map(({ path, reason }) => leftOut(path, reason)),
    ...(unread.length > NAMED_MOST
      ? [note(`${unread.length - NAMED_MOST} more files were left out for such reasons`)]
      : []),
    ...(others > 0
      ? [
          note(
            `${others === 1 ? 'Another file' : `${others} other files`} of the folder ${others === 1 ? 'was' : 'were'} not read`,
          ),
        ]
      : []),
  ];
}

function shortened(names: readonly string[]): string {
  const shown = names
    .slice(0, NAMED_MOST)
    .map((name) => `\`${name}\``)
    .join(', ');
  return names.length > NAMED_MOST ? `${shown} and ${names.length - NAMED_MOST} more` : shown;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
