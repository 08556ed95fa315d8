/** All package names of an index or of channels, in a sorted file on disk, so that names that begin as typed are found without reading it whole. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileAge } from '../base/files.js';
import type { EquippedSite } from '../site/site.js';
import { download } from './download.js';
import { NameScanner } from './name-scanner.js';

const SECONDS = 180;
// The whole of PyPI is about 40 MB, uncompressed; conda-forge's newest packages are about as much for each platform.
const MOST_BYTES = 200_000_000;
const MOST_LISTS = 6;
const BLOCK = 4096;
// After a failure, in milliseconds.
const PAUSE = 600_000;
const DAY = 86_400_000;

/** The pages with the names. Of each group, the first that is there counts. */
export interface NameSource {
  groups: readonly (readonly string[])[];
  accept?: string;
  /** The form in which names are compared. */
  normalizeName(name: string): string;
}

export type Names =
  /** `isWhole`: there are no more. */
  | { kind: 'names'; names: string[]; isWhole: boolean }
  /** It is fetched in the background. */
  | { kind: 'loading' }
  | { kind: 'unavailable'; why: string };

export class NameLists {
  private readonly running = new Map<string, Promise<void>>();
  private readonly failed = new Map<string, { since: number; why: string }>();

  /** At most `most` names that begin with `prefix`; never waits for the network. */
  async beginningWith(
    prefix: string,
    { source, most, site }: { source: NameSource; most: number; site: EquippedSite },
  ): Promise<Names> {
    const days = site.config.form.name_list_days;
    const path = join(site.data_root, 'cache', 'names', `${keyOf(source)}.txt`);
    const age = days === 0 ? Number.POSITIVE_INFINITY : fileAge(path);
    if (age > days * DAY && days > 0) this.renew(path, source, site);
    if (Number.isFinite(age)) return { kind: 'names', ...(await search(path, prefix, most)) };
    const failure = this.failed.get(path);
    if (days === 0) return { kind: 'names', names: [], isWhole: false };
    return failure ? { kind: 'unavailable', why: failure.why } : { kind: 'loading' };
  }

  /** Resolves when nothing is fetched any more. */
  async settled(): Promise<void> {
    await Promise.all(this.running.values());
  }

  private renew(path: string, source: NameSource, site: EquippedSite): void {
    const failure = this.failed.get(path);
    if (this.running.has(path) || (failure && performance.now() - failure.since < PAUSE)) return;
    const fetching = fetchNames(path, source, site)
      .catch((error: Error) => error.message)
      .then((why) => {
        if (why) this.failed.set(path, { since: performance.now(), why });
        else this.failed.delete(path);
      })
      .finally(() => this.running.delete(path));
    this.running.set(path, fetching);
  }
}

/** An address may have a login: only its hash is on disk. */
function keyOf({ groups }: NameSource): string {
  return createHash('sha256').update(JSON.stringify(groups)).digest('hex').slice(0, 32);
}

/** Why the names cannot be had; undefined if the file is there. */
async function fetchNames(path: string, source: NameSource, site: EquippedSite): Promise<string | undefined> {
  const directory = join(path, '..');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await clearOld(directory);
  const temporary = `${path}.${process.pid}`;
  const environment = { ...site.environment, LC_ALL: 'C' };
  const sort = spawn('sort', ['-u', '-o', temporary], {
    env: environment,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(sort, 'close').catch(() => [null]);
  sort.stdin.on('error', () => {});
  let problem: string | undefined;
  for (const group of source.groups) problem ??= await writeGroup(group, source, site, sort.stdin);
  sort.stdin.end();
  const [exit] = await ended;
  if (exit !== 0) problem ??= 'the names could not be sorted';
  if (problem) await rm(temporary, { force: true });
  else await rename(temporary, path);
  return problem;
}

async function writeGroup(
  group: readonly string[],
  { accept, normalizeName }: NameSource,
  site: EquippedSite,
  into: NodeJS.WritableStream,
): Promise<string | undefined> {
  let why = 'there is no list of names';
  for (const address of group) {
    const scanner = new NameScanner();
    const wanted = { address, seconds: SECONDS, most: MOST_BYTES, ...(accept && { accept }) };
    const outcome = await download(wanted, site, async (piece) => {
      const names = scanner.add(piece).map((name) => `${normalizeName(name)}\n`);
      if (!into.write(names.join(''))) await once(into, 'drain');
    });
    if (outcome.kind === 'complete') return undefined;
    if (outcome.kind === 'unavailable') why = outcome.why;
  }
  return why;
}

/** Keeps the lists that were written last. */
async function clearOld(directory: string): Promise<void> {
  const names = await readdir(directory);
  const found = await Promise.all(
    names.map(async (name) => ({ name, time: (await stat(join(directory, name))).mtimeMs })),
  );
  const old = found.sort((a, b) => b.time - a.time).slice(MOST_LISTS - 1);
  await Promise.all(old.map(({ name }) => rm(join(directory, name), { force: true })));
}

/** The lines that begin with the prefix, by a binary search over the bytes of the file. */
async function search(
  path: string,
  prefix: string,
  most: number,
): Promise<{ names: string[]; isWhole: boolean }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const textAt = async (at: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(BLOCK), 0, BLOCK, at);
      return buffer.toString('latin1', 0, bytesRead);
    };
    let [low, high] = [0, size];
    // `low` is always the start of a line before the first match, or of the match.
    while (high - low > BLOCK / 2) {
      const middle = Math.floor((low + high) / 2);
      const text = await textAt(middle);
      const start = text.indexOf('\n') + 1;
      const line = text.slice(start, text.indexOf('\n', start));
      if (start === 0 || line >= prefix) high = middle;
      else low = middle + start;
    }
    const text = (await textAt(low)) + (await textAt(low + BLOCK));
    const isEnd = low + 2 * BLOCK >= size;
    // The last line may be cut off.
    const lines = text.split('\n').slice(0, -1);
    const names = lines.filter((line) => line.startsWith(prefix));
    const isWhole = names.length <= most && (isEnd || !lines.at(-1)?.startsWith(prefix));
    return { names: names.slice(0, most), isWhole };
  } finally {
    await file.close();
  }
}
