/**
 * Reads a git repository by its URL with the host's git: its newest commit, without a checkout. Nothing of the repository
 * runs: no hooks, no filters, no submodules. The clone is in a temporary directory, which is deleted.
 */
import { execFile } from 'node:child_process';
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UserError } from '../base/errors.js';
import { run } from '../base/process.js';
import type { GivenFile } from '../recipe/formats/files/decode.js';
import { nameOfAddress, shownAddress } from './address.js';
import { filesOfFolder } from './folder-files.js';
import { ENTRIES_MOST, type Entry, isOthers, type Listing } from './listing.js';
import type { LeftOut } from './project-files.js';

const CLONE_SECONDS = 60;
const READ_SECONDS = 30;
/** How often the size of an unfinished clone is looked at, in milliseconds. */
const LOOK = 200;
/** Larger files are fetched one by one, if they are needed: https://git-scm.com/docs/git-clone */
const FETCHED_MOST = '200k';

export interface Repository {
  url: URL;
  /** A branch or a tag; absent for the default branch. */
  ref?: string;
}

interface Limits {
  environment: Record<string, string>;
  /** Bytes of the clone. */
  most: number;
}

/** A URL that ends with `.git`, or with `.git@` and a branch or a tag. */
export function repositoryIn(url: URL): Repository | undefined {
  const [, path, ref] = /^(.+\.git)\/?(?:@([\w][\w./-]{0,200}))?$/.exec(url.pathname) ?? [];
  if (path === undefined || url.search !== '' || url.hash !== '') return undefined;
  return { url: new URL(path, url), ...(ref !== undefined && { ref }) };
}

export async function hasGit(environment: Record<string, string>): Promise<boolean> {
  return (await run(['git', '--version'], { environment, seconds: 5 })).exit === 0;
}

/** @throws UserError `address-unavailable`; those of filesOfFolder. */
export async function filesOfRepository(repository: Repository, limits: Limits): Promise<GivenFile[]> {
  const directory = await mkdtemp(join(tmpdir(), 'create-kernel-clone-'));
  try {
    const git = new Git(repository, join(directory, 'clone.git'), limits);
    await git.clone();
    return await filesOfFolder(await git.list());
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

// Settings of the host, of the user and of the repository must not run anything or lead elsewhere.
const SETTINGS = [
  ...['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'core.symlinks=false', 'credential.helper='],
  ...['core.askPass=true', 'http.followRedirects=false', 'submodule.recurse=false', 'gc.auto=0'],
  ...['protocol.allow=never', 'protocol.https.allow=always', 'advice.detachedHead=false'],
].flatMap((setting) => ['-c', setting]);

class Git {
  private readonly environment: Record<string, string>;

  constructor(
    private readonly repository: Repository,
    private readonly directory: string,
    private readonly limits: Limits,
  ) {
    this.environment = {
      ...limits.environment,
      ...{ HOME: directory, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' },
      ...{ GIT_TERMINAL_PROMPT: '0', GIT_ALLOW_PROTOCOL: 'https', GIT_LFS_SKIP_SMUDGE: '1' },
    };
  }

  async clone(): Promise<void> {
    const { url, ref } = this.repository;
    const stop = new AbortController();
    let large = false;
    const look = setInterval(async () => {
      if ((await sizeOf(this.directory)) <= this.limits.most) return;
      large = true;
      stop.abort();
    }, LOOK);
    const words = [
      ...['git', ...SETTINGS, 'clone', '--bare', '--quiet', '--depth=1', '--single-branch', '--no-tags'],
      ...['--no-recurse-submodules', '--template=', `--filter=blob:limit=${FETCHED_MOST}`],
      ...(ref === undefined ? [] : [`--branch=${ref}`]),
      ...['--', url.href, this.directory],
    ];
    const options = { environment: this.environment, seconds: CLONE_SECONDS, signal: stop.signal };
    const { exit, stderr, timedOut } = await run(words, options);
    clearInterval(look);
    if (large || (await sizeOf(this.directory)) > this.limits.most)
      this.unavailable(`the repository is larger than ${this.limits.most / 1e6} MB`);
    if (timedOut) this.unavailable(`git had not read it after ${CLONE_SECONDS} seconds`);
    if (exit !== 0) this.unavailable(reasonIn(stderr));
  }

  async list(): Promise<Listing> {
    const { exit, stdout } = await run(
      ['git', ...SETTINGS, '--git-dir', this.directory, 'ls-tree', '-r', '-z', '-l', 'HEAD'],
      { environment: this.environment, seconds: READ_SECONDS },
    );
    if (exit !== 0) this.unavailable('the repository is empty');
    const rows = stdout.split('\0').filter(Boolean);
    const refused: LeftOut[] = [];
    const entries = rows.slice(0, ENTRIES_MOST).flatMap((row): Entry[] => {
      const [, mode = '', id = '', size = '', path = ''] =
        /^(\d+) \w+ ([0-9a-f]+) +(\S+)\t(.*)$/s.exec(row) ?? [];
      if (
        path
          .split('/')
          .slice(0, -1)
          .some((_, at, parts) => isOthers(parts.slice(0, at + 1).join('/')))
      )
        return [];
      const reason = NOT_READ[mode];
      if (reason) refused.push({ path, reason });
      // A file that is not fetched yet has no size.
      return reason ? [] : [{ path, size: Number(size) || 0, read: () => this.read(id) }];
    });
    const name = nameOfAddress(this.repository.url).replace(/\.git$/, '');
    return { name, entries, refused, incomplete: rows.length > ENTRIES_MOST };
  }

  private async read(id: string): Promise<Uint8Array> {
    const words = [...SETTINGS, '--git-dir', this.directory, 'cat-file', 'blob', id];
    const options = {
      env: this.environment,
      encoding: 'buffer' as const,
      maxBuffer: this.limits.most,
      timeout: READ_SECONDS * 1000,
    };
    try {
      const { stdout } = await promisify(execFile)('git', words, options);
      return stdout;
    } catch {
      return this.unavailable('one of its files cannot be read');
    }
  }

  private unavailable(why: string): never {
    throw new UserError('address-unavailable', { given: shownAddress(this.repository.url.href), why });
  }
}

const NOT_READ: Readonly<Record<string, string>> = {
  '120000': 'it is a link',
  '160000': 'it is a submodule, which is not fetched',
};

/** Bytes below a directory; 0 if it does not exist. */
async function sizeOf(directory: string): Promise<number> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = found
    .filter((entry) => entry.isFile())
    .map((entry) =>
      lstat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

const REASONS: readonly [RegExp, string][] = [
  [
    /could not read (?:Username|Password)|Authentication failed|terminal prompts disabled|\b40[13]\b/,
    'it is private, or does not exist',
  ],
  [/Remote branch .* not found/, 'it has no such branch or tag'],
  [/not found|\b404\b/i, 'there is no repository'],
  [/Could not resolve host/, 'the host name cannot be resolved'],
  [/certificate|SSL/i, 'the certificate is not trusted'],
  [/unable to update url base from redirection|redirect/i, 'it leads to another URL; give that one'],
  [/transport '?\S+'? not allowed/, 'it leads to a connection that is not `https`'],
];

function reasonIn(stderr: string): string {
  return REASONS.find(([pattern]) => pattern.test(stderr))?.[1] ?? 'git cannot read it';
}
