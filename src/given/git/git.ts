/**
 * A git repository that the host's git reads: one commit of it, without a checkout. Nothing of the repository runs: no
 * hooks, no filters.
 */
import { execFile } from 'node:child_process';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UserError } from '../../base/errors.js';
import { run } from '../../base/process.js';
import { nameOfAddress, shownAddress } from '../address.js';
import { ENTRIES_MOST, type Entry, isOthers, type Listing, tooManyEntries } from '../listing.js';
import type { LeftOut } from '../project-files.js';

const CLONE_SECONDS = 60;
const READ_SECONDS = 30;
/** How often the size of an unfinished clone is looked at, in milliseconds. */
const LOOK = 200;
/** Larger files are fetched one by one, if they are needed: https://git-scm.com/docs/git-clone */
const FETCHED_MOST = '200k';

export interface Revision {
  url: URL;
  /** A branch or a tag; absent for the default branch. */
  ref?: string;
  /** The id of a commit, instead of the newest one. */
  commit?: string;
}

export interface Limits {
  environment: Record<string, string>;
  /** Bytes of a clone. */
  most: number;
}

export interface Submodule {
  path: string;
  commit: string;
}

// Settings of the host, of the user and of the repository must not run anything or lead elsewhere.
const SETTINGS = [
  ...['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'core.symlinks=false', 'credential.helper='],
  ...['core.askPass=true', 'http.followRedirects=false', 'submodule.recurse=false', 'gc.auto=0'],
  ...['protocol.allow=never', 'protocol.https.allow=always', 'advice.detachedHead=false'],
].flatMap((setting) => ['-c', setting]);

export class Git {
  private readonly environment: Record<string, string>;

  /** The directory must not exist. */
  constructor(
    private readonly from: Revision,
    private readonly directory: string,
    private readonly limits: Limits,
  ) {
    this.environment = {
      ...limits.environment,
      ...{ HOME: directory, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' },
      ...{ GIT_TERMINAL_PROMPT: '0', GIT_ALLOW_PROTOCOL: 'https', GIT_LFS_SKIP_SMUDGE: '1' },
    };
  }

  /** Gets the commit without its history. @throws UserError `address-unavailable`. */
  async get(): Promise<void> {
    const { url, ref, commit } = this.from;
    const shallow = ['--quiet', '--depth=1', '--no-tags', '--no-recurse-submodules'];
    if (commit === undefined) {
      const branch = ref === undefined ? [] : [`--branch=${ref}`];
      const own = ['--bare', '--single-branch', '--template=', `--filter=blob:limit=${FETCHED_MOST}`];
      await this.download(['clone', ...shallow, ...own, ...branch, '--', url.href, this.directory]);
    } else {
      await this.ask(['init', '--bare', '--quiet', '--template=', this.directory], 'git cannot read it');
      await this.download([...this.here, 'fetch', ...shallow, '--', url.href, commit]);
    }
  }

  private async download(words: readonly string[]): Promise<void> {
    const stop = new AbortController();
    let large = false;
    const look = setInterval(async () => {
      if ((await sizeOf(this.directory)) <= this.limits.most) return;
      large = true;
      stop.abort();
    }, LOOK);
    const options = { environment: this.environment, seconds: CLONE_SECONDS, signal: stop.signal };
    const { exit, stderr, timedOut } = await run(['git', ...SETTINGS, ...words], options);
    clearInterval(look);
    if (large || (await sizeOf(this.directory)) > this.limits.most)
      this.unavailable(`the repository is larger than ${this.limits.most / 1e6} MB`);
    if (timedOut) this.unavailable(`git had not read it after ${CLONE_SECONDS} seconds`);
    if (exit !== 0) this.unavailable(reasonIn(stderr));
  }

  /** The files of the commit, and its submodules, which are no files. @throws UserError `address-unavailable`. */
  async list(): Promise<{ listing: Listing; submodules: Submodule[] }> {
    const words = [...this.here, 'ls-tree', '-r', '-z', '-l', this.from.commit ?? 'HEAD'];
    const rows = (await this.ask(words, 'the repository is empty')).split('\0').filter(Boolean);
    const refused: LeftOut[] = [];
    const submodules: Submodule[] = [];
    const entries = rows.slice(0, ENTRIES_MOST).flatMap((row): Entry[] => {
      const [, mode = '', id = '', size = '', path = ''] =
        /^(\d+) \w+ ([0-9a-f]+) +(\S+)\t(.*)$/s.exec(row) ?? [];
      if (isInOthers(path)) return [];
      if (mode === LINK) refused.push({ path, reason: 'it is a link' });
      else if (mode === SUBMODULE) submodules.push({ path, commit: id });
      // A file that is not fetched yet has no size.
      else return [{ path, size: Number(size) || 0, read: () => this.read(id) }];
      return [];
    });
    const name = nameOfAddress(this.from.url).replace(/\.git$/, '');
    const incomplete = rows.length > ENTRIES_MOST && { incomplete: tooManyEntries };
    return { listing: { name, entries, refused, ...incomplete }, submodules };
  }

  /** The addresses of the submodules by their paths, as the commit's .gitmodules has them: gitmodules(5). */
  async submoduleAddresses(): Promise<ReadonlyMap<string, string>> {
    const blob = `${this.from.commit ?? 'HEAD'}:.gitmodules`;
    const words = [...this.here, 'config', `--blob=${blob}`, '--null', '--get-regexp', '^submodule[.]'];
    const text = await this.ask(words, 'its `.gitmodules` cannot be read');
    const values = new Map<string, Record<string, string>>();
    for (const item of text.split('\0')) {
      const [, name = '', key = '', value = ''] = /^submodule\.(.*)\.(path|url)\n(.*)$/s.exec(item) ?? [];
      if (key) values.set(name, { ...values.get(name), [key]: value });
    }
    return new Map([...values.values()].map(({ path = '', url = '' }) => [path, url]));
  }

  private get here(): string[] {
    return ['--git-dir', this.directory];
  }

  private async ask(words: readonly string[], otherwise: string): Promise<string> {
    const options = { environment: this.environment, seconds: READ_SECONDS };
    const { exit, stdout } = await run(['git', ...SETTINGS, ...words], options);
    return exit === 0 ? stdout : this.unavailable(otherwise);
  }

  private async read(id: string): Promise<Uint8Array> {
    const words = [...SETTINGS, ...this.here, 'cat-file', 'blob', id];
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
    throw new UserError('address-unavailable', { given: shownAddress(this.from.url.href), why });
  }
}

// The modes of a tree's entries: https://git-scm.com/docs/git-fast-import#_filemodify
const LINK = '120000';
const SUBMODULE = '160000';

/** Whether a file is in a directory with files that others have made. */
function isInOthers(path: string): boolean {
  const parts = path.split('/').slice(0, -1);
  return parts.some((_, at) => isOthers(parts.slice(0, at + 1).join('/')));
}

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
