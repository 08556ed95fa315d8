/**
 * Reads the manifest of a generation: its packages, and the files that its environment had when it was published
 * (plan/programs/manifest.py describes the format).
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { jsonIn } from '../../base/text/json.js';
import { anything, has, ifAny, type JsonCheck, listOf, number, text } from '../../shared/json-checks.js';

export interface RecordedPackage {
  name: string;
  version: string;
  source: string;
  /** The file in which its installer keeps the hashes of its files, relative to the prefix. */
  record: string;
  sha256: string;
}

interface Head {
  schema: number;
  packages: RecordedPackage[];
  /** Lines at equal distances in the list; absent in manifests of earlier versions. */
  sample?: unknown[];
}

// A schema would take most of the time that the list of kernels needs.
const isHead: JsonCheck<Head> = has<Head>({
  schema: number,
  packages: listOf(
    has<RecordedPackage>({ name: text, version: text, source: text, record: text, sha256: text }),
  ),
  sample: ifAny(listOf(anything)),
});

/** A file or a link of the environment. */
export interface RecordedFile {
  /** Relative to the prefix. */
  path: string;
  /** In bytes; undefined for a link. */
  size?: number;
  /** The index of its package. */
  owner?: number;
  /** The hash of a file that no package has. */
  sha256?: string;
  /** Of a link. */
  target?: string;
}

export interface Manifest {
  packages: RecordedPackage[];
  /** Reads at most this many files, at equal distances in the list. */
  sample(most: number): RecordedFile[];
  /** Reads all files. */
  files(): Iterable<RecordedFile>;
  /** Whether the list is there to its end. */
  whole(): boolean;
}

// Bytes that are read at once: the packages of a usual environment, and its whole manifest.
const HEAD = 1 << 14;
const PIECE = 1 << 18;
// Bytes of files of which all lines are parsed.
const FEW = 1 << 16;
// A record of a newer version, or something else, is not read.
const LARGEST_HEAD = 8 << 20;
// Longer than nearly all lines.
const LINE = 512;
const NEWLINE = 0x0a;

// Opening a FIFO would wait for a writer.
const READ = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/** Runs `use` with the manifest of a generation. Undefined if it has none, or none that is understood. */
export function withManifest<Result>(
  prefix: string,
  use: (manifest: Manifest) => Result,
): Result | undefined {
  const file = openManifest(prefix);
  if (file === undefined) return undefined;
  try {
    const size = fstatSync(file).size;
    const head = readHead(file, size);
    if (!head) return undefined;
    return use({
      packages: head.packages,
      sample: (most) => keptSample(head, most) ?? sampleOf({ file, size, begin: head.length }, most),
      files: () => linesOf({ file, size, begin: head.length }),
      whole: () => readAt(file, size - 1, 1)[0] === NEWLINE,
    });
  } finally {
    closeSync(file);
  }
}

/** Where a generation keeps it. */
export function manifestFile(prefix: string): string {
  return join(prefix, '.create_kernel', 'manifest');
}

function openManifest(prefix: string): number | undefined {
  try {
    const file = openSync(manifestFile(prefix), READ);
    if (fstatSync(file).isFile()) return file;
    closeSync(file);
    return undefined;
  } catch {
    return undefined;
  }
}

interface Lines {
  file: number;
  size: number;
  /** Where the files begin. */
  begin: number;
}

function readHead(file: number, size: number): (Head & { length: number }) | undefined {
  for (let length = Math.min(HEAD, size); ; length = Math.min(length * 4, size)) {
    const bytes = readAt(file, 0, length);
    const end = bytes.indexOf(NEWLINE);
    if (end >= 0) {
      const head = jsonIn(bytes.toString('latin1', 0, end));
      return isHead(head) ? { ...head, length: end + 1 } : undefined;
    }
    if (length >= size || length > LARGEST_HEAD) return undefined;
  }
}

/** The sample that was chosen when the environment was made: looking for the lines takes longer than looking at the files. */
function keptSample({ sample = [] }: Head, most: number): RecordedFile[] | undefined {
  return sample.length < most ? undefined : recordedFiles(sample.slice(0, most));
}

function sampleOf({ file, size, begin }: Lines, most: number): RecordedFile[] {
  if (size - begin <= FEW) {
    const all = parseLines(
      readAt(file, begin, size - begin)
        .toString('latin1')
        .split('\n'),
    );
    const step = Math.max(1, all.length / most);
    return Array.from(
      { length: Math.min(most, all.length) },
      (_, index) => all[Math.floor(index * step)],
    ).filter((each) => each !== undefined);
  }
  const step = (size - begin) / most;
  // One answer of a network file system is faster than one for each line.
  const whole = size - begin <= PIECE ? readAt(file, begin, size - begin) : undefined;
  const lines = Array.from({ length: most }, (_, index) => {
    const at = Math.floor(index * step);
    const bytes = whole ?? readAt(file, begin + at, 2 * LINE);
    // It is within a line, which is skipped.
    const start = bytes.indexOf(NEWLINE, whole ? at : 0) + 1;
    return bytes.toString('latin1', start, bytes.indexOf(NEWLINE, start));
  });
  return parseLines(lines);
}

function* linesOf({ file, size, begin }: Lines): Iterable<RecordedFile> {
  let rest = '';
  for (let at = begin; at < size; at += PIECE) {
    const lines = (rest + readAt(file, at, Math.min(PIECE, size - at)).toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    yield* parseLines(lines);
  }
}

function parseLines(lines: readonly string[]): RecordedFile[] {
  return recordedFiles(lines.map(jsonIn));
}

function recordedFiles(found: readonly unknown[]): RecordedFile[] {
  return found.map(recordedFile).filter((each) => each !== undefined);
}

function recordedFile(found: unknown): RecordedFile | undefined {
  if (!Array.isArray(found)) return undefined;
  const [path, size, owner, target]: unknown[] = found;
  // A name of other bytes than UTF-8 cannot be given to Node's functions.
  if (typeof path !== 'string' || /[\ud800-\udfff]/u.test(path)) return undefined;
  return {
    path,
    ...(typeof size === 'number' && { size }),
    ...(typeof owner === 'number' && { owner }),
    ...(typeof owner === 'string' && owner.startsWith('sha256:') && { sha256: owner.slice(7) }),
    ...(typeof target === 'string' && { target }),
  };
}

// Used again: memory for each piece of each manifest takes longer than reading it.
const piece = Buffer.allocUnsafeSlow(PIECE);

/** The bytes are there until the next call. */
function readAt(file: number, position: number, length: number): Buffer {
  const bytes = length > PIECE ? Buffer.allocUnsafe(length) : piece;
  return bytes.subarray(0, readSync(file, bytes, 0, length, position));
}
