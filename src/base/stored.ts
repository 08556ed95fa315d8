/**
 * Reads files that this app wrote, in this version or another. Each kind of file is a StoredFormat: a number, a zod
 * schema, and migrations from older numbers. Unknown fields are left out. Schemas use `zod/mini`, which keeps the runner
 * small.
 */
import { closeSync, constants, fstatSync, openSync, readSync, renameSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { type $ZodType, type output, safeParse } from 'zod/v4/core';
import { UserError } from './errors.js';
import { parseJson } from './text/json.js';

/** A file's fields. */
type Data = Readonly<Record<string, unknown>>;

export interface StoredFormat<Schema extends $ZodType = $ZodType> {
  /** The number that this version writes as `schema`. A file without one has number 0 (version 0.1.0). */
  number: number;
  schema: Schema;
  /** Migrations from each number to the next; the first one takes number 0. Trailing ones that change nothing may be absent. */
  migrations?: readonly ((data: Data) => Data)[];
}

export interface Stored<Value> {
  value: Value;
  /** The file's own number; greater than the format's if a newer version wrote it. */
  number: number;
}

// Far more than a plan of hundreds of packages needs, and small enough to read at once.
const MOST_BYTES = 8_000_000;

// Without O_NONBLOCK, opening a FIFO waits for a writer.
const READ = constants.O_RDONLY | constants.O_NONBLOCK;

export interface ReadOptions {
  /** In bytes; a larger file counts as broken. */
  most?: number;
  /** Follow symbolic links, which people use for their own files. */
  follow?: boolean;
}

/**
 * The whole text of a regular file.
 * @throws UserError `stored-file-broken`; or the file system's error, such as ENOENT.
 */
export function readRegularFile(
  path: string,
  { most = MOST_BYTES, follow = false }: ReadOptions = {},
): string {
  const file = openSync(path, follow ? READ : READ | constants.O_NOFOLLOW);
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw broken(path, 'it is not a regular file');
    if (found.size > most) throw broken(path, `it is larger than ${most / 1e6} MB`);
    const bytes = Buffer.allocUnsafe(found.size);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(file, bytes, length, bytes.length - length, length);
    return bytes.toString('utf8', 0, length);
  } finally {
    closeSync(file);
  }
}

/** Opens a regular file of any size; undefined if it does not exist or cannot be read. */
export async function openRegularFile(path: string): Promise<FileHandle | undefined> {
  const file = await open(path, READ | constants.O_NOFOLLOW).catch(() => undefined);
  if (!file || (await file.stat()).isFile()) return file;
  await file.close();
  return undefined;
}

/** @throws UserError `stored-file-broken`; or the file system's error, such as ENOENT. */
export function readStored<Schema extends $ZodType>(
  path: string,
  format: StoredFormat<Schema>,
  options: ReadOptions = {},
): Stored<output<Schema>> {
  return parseStored(readRegularFile(path, options), format, path);
}

/** Only the value of a file that is there. @throws UserError `stored-file-broken`. */
export function requireStored<Schema extends $ZodType>(
  path: string,
  format: StoredFormat<Schema>,
): output<Schema> {
  try {
    return readStored(path, format).value;
  } catch (error) {
    throw broken(path, whyNotRead(error));
  }
}

/** Why a file cannot be read, in words; undefined if it can. */
export function whyNotStored(path: string, format: StoredFormat): string | undefined {
  try {
    readStored(path, format);
    return undefined;
  } catch (error) {
    return whyNotRead(error);
  }
}

/** Only the value; undefined if the file is missing or broken. */
export function tryReadStored<Schema extends $ZodType>(
  path: string,
  format: StoredFormat<Schema>,
  options: ReadOptions = {},
): output<Schema> | undefined {
  try {
    return readStored(path, format, options).value;
  } catch {
    return undefined;
  }
}

/** @throws UserError `stored-file-broken`. */
function parseStored<Schema extends $ZodType>(
  text: string,
  { number: current, schema, migrations = [] }: StoredFormat<Schema>,
  path: string,
): Stored<output<Schema>> {
  const found = parseObject(text, path);
  const number = typeof found.schema === 'number' ? found.schema : 0;
  const { schema: _, ...data }: Data = found;
  const migrated = migrations.slice(number, current).reduce((old, migrate) => migrate(old), data);
  const { data: value, error } = safeParse(schema, migrated, { jitless: true });
  if (error) throw broken(path, describe(error.issues[0]));
  return { value: value as output<Schema>, number };
}

/** The text of a file of this format. */
export function storedText<Schema extends $ZodType>(
  { number }: StoredFormat<Schema>,
  value: output<Schema> & object,
): string {
  return JSON.stringify({ schema: number, ...value });
}

/** Renames a broken file in its directory, and reports that on standard error. */
export function setAside(path: string): void {
  const aside = `${path}.broken-${Date.now()}`;
  try {
    renameSync(path, aside);
    console.error(`${path} is broken and was moved to ${aside}`);
  } catch (error) {
    // Another process has moved it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function parseObject(text: string, path: string): Record<string, unknown> {
  let data: unknown;
  try {
    data = parseJson(text);
  } catch (error) {
    throw broken(path, text === '' ? 'it is empty' : `it is not JSON: ${(error as Error).message}`);
  }
  if (isRecord(data)) return data;
  throw broken(path, 'it is not a JSON object');
}

/** Whether the value is an object with fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(issue: { path: PropertyKey[]; message: string } | undefined): string {
  return issue
    ? `\`${issue.path.join('.')}\` is missing or has another type than expected`
    : 'its content has another form than expected';
}

/** Why a file cannot be read, in words. */
export function whyNotRead(error: unknown): string {
  if (error instanceof UserError) return error.message.replace(/^.*? cannot be read: /, '');
  const { code = '', message } = error as NodeJS.ErrnoException;
  return reasons[code] ?? message;
}

const reasons: Record<string, string> = {
  EACCES: 'you have no permission to read it',
  ELOOP: 'its symbolic links lead in a circle',
  ENOENT: 'its symbolic link leads to nothing',
};

function broken(path: string, reason: string): UserError {
  return new UserError('stored-file-broken', { path, reason });
}
