/**
 * All packages of an index or of channels, in sorted files on disk, so that names that begin as typed, and the versions of
 * one package of a channel, are found without reading them whole.
 */
import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileAge } from '../../base/files.js';
import { makeDirectory } from '../../base/make-directory.js';
import type { EquippedSite } from '../../site/site.js';
import { download } from '../download.js';
import { type ChannelPackage, ChannelScanner } from './channel-scanner.js';
import { NameScanner } from './name-scanner.js';
import { type NameSource, NEWEST } from './name-source.js';
import { linesBeginningWith, SortedFile } from './sorted-file.js';

const SECONDS = 180;
// The whole of PyPI is about 40 MB, uncompressed; conda-forge's newest packages are about as much for each platform.
const MOST_BYTES = 200_000_000;
// Each channel list has two.
const MOST_FILES = 12;
const MOST_RELEASES = 2000;
// After a failure, in milliseconds.
const PAUSE = 600_000;
const DAY = 86_400_000;

export type Names =
  /** `isWhole`: there are no more. */
  | { kind: 'names'; names: string[]; isWhole: boolean }
  /** It is fetched in the background. */
  | { kind: 'loading' }
  | { kind: 'unavailable'; why: string };

/** A package of a channel; `isNewest`: the list has only the newest versions of the channel's packages. */
export type ListedPackage = ChannelPackage & { isNewest: boolean };

export type Listed = { kind: 'packages'; packages: ListedPackage[] } | Exclude<Names, { kind: 'names' }>;

interface Question {
  source: NameSource;
  site: EquippedSite;
}

export class NameLists {
  private readonly running = new Map<string, Promise<void>>();
  private readonly failed = new Map<string, { since: number; why: string }>();

  /** At most `most` names that begin with `prefix`; never waits for the network. */
  async beginningWith(prefix: string, { source, most, site }: Question & { most: number }): Promise<Names> {
    const days = site.config.form.name_list_days;
    const { path, state } = this.look(source, site, days);
    if (state) return days === 0 && state.kind === 'loading' ? NONE : state;
    const { lines, isWhole } = await linesBeginningWith(path, prefix, most);
    return { kind: 'names', names: lines, isWhole };
  }

  /** The packages of channels with this name; waits for the network until the signal is aborted. */
  async packagesNamed(
    name: string,
    { source, site, signal }: Question & { signal?: AbortSignal },
  ): Promise<Listed> {
    const days = Math.max(1, site.config.form.name_list_days);
    const { path } = this.look(source, site, days);
    if (!Number.isFinite(fileAge(path))) await untilAborted(this.running.get(path), signal);
    const { state } = this.look(source, site, days);
    if (state) return state;
    const prefix = `${source.normalizeName(name)}\t`;
    const { lines } = await linesBeginningWith(releasesPath(path), prefix, MOST_RELEASES);
    return { kind: 'packages', packages: lines.map(packageOf) };
  }

  /** Resolves when nothing is fetched any more. */
  async settled(): Promise<void> {
    await Promise.all(this.running.values());
  }

  /** Fetches what is missing or too old; `state` if it is not there. With 0 days, nothing is fetched. */
  private look(source: NameSource, site: EquippedSite, days: number) {
    const path = join(site.data_root, 'cache', 'names', `${keyOf(source)}.txt`);
    const age = fileAge(path);
    if (days > 0 && age > days * DAY) this.renew(path, source, site);
    const isThere = Number.isFinite(age) && (days > 0 || source.isChannel);
    if (isThere) return { path };
    const failure = days > 0 ? this.failed.get(path) : undefined;
    const state = failure
      ? ({ kind: 'unavailable', why: failure.why } as const)
      : ({ kind: 'loading' } as const);
    return { path, state };
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

const NONE: Names = { kind: 'names', names: [], isWhole: false };

async function untilAborted(promise: Promise<void> | undefined, signal: AbortSignal | undefined) {
  if (!promise || signal?.aborted) return;
  const aborted = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
  await Promise.race([promise, aborted]);
}

/** An address may have a login: only its hash is on disk. */
function keyOf({ groups }: NameSource): string {
  return createHash('sha256').update(JSON.stringify(groups)).digest('hex').slice(0, 32);
}

function releasesPath(path: string): string {
  return path.replace(/\.txt$/, '.releases');
}

function packageOf(line: string): ListedPackage {
  const [name = '', version = '', requires = '', kind] = line.split('\t');
  return { name, version, requires, isNewest: kind === 'newest' };
}

/** Why the names are not available; undefined if the file is there. */
async function fetchNames(path: string, source: NameSource, site: EquippedSite): Promise<string | undefined> {
  const directory = join(path, '..');
  await makeDirectory(directory, 0o700);
  await clearOld(directory);
  const names = new SortedFile(path, site);
  const releases = source.isChannel && new SortedFile(releasesPath(path), site);
  let problem: string | undefined;
  let isListed = false;
  for (const group of source.groups) {
    const outcome = problem ?? (await writeGroup(group, source, site, { names, releases }));
    if (outcome === 'complete') isListed = true;
    else if (outcome !== 'missing') problem = outcome;
  }
  if (!isListed) problem ??= 'there is no list of names';
  // A reader that finds the file of names expects the file of releases too.
  const keep = problem === undefined;
  const isSorted = !releases || (await releases.end({ keep }));
  if (!(await names.end({ keep: keep && isSorted })) || !isSorted)
    problem ??= 'the names could not be sorted';
  return problem;
}

interface Into {
  names: SortedFile;
  releases: SortedFile | undefined | false;
}

/** `complete`, `missing` if the server has none of the pages, or why they cannot be fetched. */
async function writeGroup(
  group: readonly string[],
  { accept, normalizeName }: NameSource,
  site: EquippedSite,
  { names, releases }: Into,
): Promise<string> {
  let end = 'missing';
  for (const address of group) {
    const kind = address.endsWith(NEWEST) ? 'newest' : 'all';
    const channel = new ChannelScanner();
    const index = new NameScanner();
    const writeChannel = async (packages: readonly ChannelPackage[]) => {
      if (!releases || packages.length === 0) return;
      await names.write(packages.map(({ name }) => `${normalizeName(name)}\n`));
      const line = ({ name, version, requires }: ChannelPackage) =>
        `${[normalizeName(name), version, requires, kind].join('\t')}\n`;
      await releases.write(packages.map(line));
    };
    const wanted = { address, seconds: SECONDS, most: MOST_BYTES, ...(accept && { accept }) };
    const outcome = await download(wanted, site, async (piece) => {
      if (releases) await writeChannel(channel.add(piece));
      else await names.write(index.add(piece).map((name) => `${normalizeName(name)}\n`));
    });
    if (outcome.kind === 'complete') {
      await writeChannel(channel.end());
      return outcome.kind;
    }
    if (outcome.kind === 'unavailable') end = outcome.why;
  }
  return end;
}

/** Keeps the lists that were written last. */
async function clearOld(directory: string): Promise<void> {
  const names = await readdir(directory);
  const found = await Promise.all(
    names.map(async (name) => ({ name, time: (await stat(join(directory, name))).mtimeMs })),
  );
  const old = found.sort((a, b) => b.time - a.time).slice(MOST_FILES - 2);
  await Promise.all(old.map(({ name }) => rm(join(directory, name), { force: true })));
}
