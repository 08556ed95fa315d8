/** Lists a zip archive in memory: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT. Nothing of it is written to disk. */
import type { Entry as ZipEntry, ZipFile } from 'yauzl';
import { UserError } from '../base/errors.js';
import { FILE_MOST, type GivenFile } from '../recipe/formats/files/decode.js';
import { ENTRIES_MOST, type Entry, isOthers, type Listing } from './listing.js';
import type { LeftOut } from './project-files.js';

/** Whether the bytes begin as those of a zip archive do. */
export function isZip(bytes: Uint8Array): boolean {
  const [p, k, third, fourth] = bytes;
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));
}

/** @throws UserError `archive-refused` if it is damaged or encrypted, or a name in it leads out of it. */
export async function listZip({ name, bytes }: GivenFile): Promise<Listing> {
  const { default: yauzl } = await import('yauzl');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await yauzl
    .fromBufferPromise(buffer)
    .catch((error: unknown) => refuse(name, archiveFault(error)));
  if (zip.entryCount > ENTRIES_MOST) refuse(name, `it has more than ${ENTRIES_MOST} entries`);
  const entries = new Map<string, Entry>();
  const refused: LeftOut[] = [];
  for await (const entry of entriesOf(zip, name)) {
    const path = entry.fileName;
    if (path.endsWith('/') || isInOthers(path)) continue;
    if (entry.isEncrypted()) refuse(name, `\`${path}\` is encrypted`);
    if (entries.has(path)) refuse(name, `it has \`${path}\` twice`);
    const reason = unusable(entry);
    if (reason) refused.push({ path, reason });
    else entries.set(path, { path, size: entry.uncompressedSize, read: () => read(zip, entry, name) });
  }
  const listed = { name: name.replace(/\.zip$/i, ''), entries: [...entries.values()], refused };
  return withoutTop(listed);
}

async function* entriesOf(zip: ZipFile, name: string): AsyncIterable<ZipEntry> {
  try {
    yield* zip.eachEntry();
  } catch (error) {
    refuse(name, archiveFault(error));
  }
}

function isInOthers(path: string): boolean {
  return path.split('/').slice(0, -1).some(isOthers);
}

// The mode of a file of Unix is in the upper half of its attributes; see inode(7).
const KIND = 0o170000;
const LINK = 0o120000;

function unusable({ externalFileAttributes, fileName }: ZipEntry): string | undefined {
  if (((externalFileAttributes >>> 16) & KIND) === LINK) return 'it is a link';
  return /\.(?:zip|whl|jar)$/i.test(fileName) ? 'it is an archive in an archive' : undefined;
}

/** The bytes of an entry. One that is larger than it says is not read to its end. */
async function read(zip: ZipFile, entry: ZipEntry, archive: string): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      size += piece.length;
      if (size > FILE_MOST) break;
      pieces.push(piece);
    }
  } catch {
    refuse(archive, `\`${entry.fileName}\` is damaged, or is larger than it says`);
  }
  if (size > FILE_MOST)
    throw new UserError('file-too-large', { file: entry.fileName, most: `${FILE_MOST / 1e6} MB` });
  return Buffer.concat(pieces);
}

/** Archives of a repository have one folder, in which everything is. */
function withoutTop(listing: Listing): Listing {
  const all = [...listing.entries, ...listing.refused];
  const [top] = /^[^/]+\//.exec(all[0]?.path ?? '') ?? [];
  if (!top || /^\.?binder\/$/.test(top) || !all.every(({ path }) => path.startsWith(top))) return listing;
  const shorter = <Item extends LeftOut | Entry>(item: Item) => ({
    ...item,
    path: item.path.slice(top.length),
  });
  return { ...listing, entries: listing.entries.map(shorter), refused: listing.refused.map(shorter) };
}

/** In the words of a sentence about the archive, for what yauzl reports. */
function archiveFault(error: unknown): string {
  const { message } = error as Error;
  const [, path = ''] = /: (.*)$/s.exec(message) ?? [];
  if (/^absolute path|relative path/.test(message))
    return `the name \`${path.slice(0, 80)}\` leads out of it`;
  return /encrypted/i.test(message) ? 'it is encrypted' : 'it is damaged, or not a whole zip archive';
}

function refuse(file: string, reason: string): never {
  throw new UserError('archive-refused', { file, reason });
}
